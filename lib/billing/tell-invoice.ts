import { tellOnce } from "@/lib/billing/tell-once"
import type { InvoiceSnapshot } from "@/lib/stripe/invoice-snapshots"

/**
 * Records the mails that an invoice makes necessary: the receipt of a paid one, and a word at each try
 * that failed. The first charge fails before the customer's eyes, on Stripe's page, and is not mailed.
 * Must run in the transaction that wrote the invoice, under `lockSubscription`.
 * @param id the shop's own
 */
export async function tellInvoice(
  id: string,
  invoice: Pick<InvoiceSnapshot, "status" | "amountPaid" | "attemptCount" | "billingReason">,
  recipient: string,
): Promise<void> {
  const { status, amountPaid, attemptCount, billingReason } = invoice
  if (status === "paid" && amountPaid > 0)
    await tellOnce({ kind: "invoice_paid", subject: id, recipient })
  const isRenewal = billingReason !== "subscription_create"
  if (status === "open" && attemptCount > 0 && isRenewal)
    await tellOnce({ kind: "payment_retry", subject: `${id}/${attemptCount}`, recipient })
}
