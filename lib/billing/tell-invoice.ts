import { findSubscriberAddress } from "@/lib/billing/store/subscribers"
import { recordMail } from "@/lib/mail/store/mails"
import type { InvoiceSnapshot } from "@/lib/stripe/invoice-snapshots"
import type { HeldInvoice } from "@/lib/subscriptions/store/invoices"

/**
 * Records the mails that an invoice's state makes necessary, seen from the copy before: one receipt when
 * it is paid, however often that is told, and one mail for each try that failed. Must run in the
 * transaction that wrote the invoice, whoever wrote it.
 * @param held the copy before; null: it is new
 */
export async function tellInvoice(
  id: string,
  snapshot: InvoiceSnapshot,
  held: HeldInvoice | null,
  subscriptionId: string,
): Promise<void> {
  const subscriber = await findSubscriberAddress(subscriptionId)
  if (!subscriber) return
  const recipient = subscriber.email
  if (snapshot.status === "paid" && held?.status !== "paid" && snapshot.amountPaid > 0)
    await recordMail({ kind: "invoice_paid", subject: id, recipient })
  // The first charge fails before the customer's eyes, on Stripe's page.
  const isRenewal = snapshot.billingReason !== "subscription_create"
  const isNewTry = snapshot.attemptCount > (held?.attemptCount ?? 0)
  if (snapshot.status === "open" && isNewTry && isRenewal)
    await recordMail({
      kind: "payment_retry",
      subject: `${id}/${snapshot.attemptCount}`,
      recipient,
    })
}
