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

/** The payment intents that settled a subscription's invoices, with what is left of each to give back. */
export async function listRefundable(
  stripeSubscriptionId: string,
): Promise<{ stripeInvoiceId: string; amountPaid: number }[]> {
  return db().invoice.findMany({
    where: { stripeSubscriptionId, status: "paid", amountPaid: { gt: 0 } },
    select: { stripeInvoiceId: true, amountPaid: true },
  })
}
