import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

/** Notes which payment intent settled an invoice, where that is not known yet. */
export async function saveInvoicePayment(
  invoiceId: string,
  stripePaymentIntentId: string,
): Promise<void> {
  const { currency, amountPaid, paidAt } = await db().invoice.findUniqueOrThrow({
    where: { id: invoiceId },
    select: { currency: true, amountPaid: true, paidAt: true },
  })
  await db().invoicePayment.createMany({
    data: [{ id: newId(), invoiceId, stripePaymentIntentId, currency, amount: amountPaid, paidAt }],
    skipDuplicates: true,
  })
}

/** The invoices of a subscription that were paid, with what was paid and the end of its period. */
export async function listRefundable(
  stripeSubscriptionId: string,
): Promise<{ stripeInvoiceId: string; amountPaid: number; periodEndsAt: Date | null }[]> {
  return db().invoice.findMany({
    where: { stripeSubscriptionId, status: "paid", amountPaid: { gt: 0 } },
    select: { stripeInvoiceId: true, amountPaid: true, periodEndsAt: true },
  })
}
