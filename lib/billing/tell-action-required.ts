import { findSubscriberAddress } from "@/lib/billing/store/subscribers"
import { tellOnce } from "@/lib/billing/tell-once"
import { findInvoice } from "@/lib/subscriptions/store/invoices"
import { findSubscription } from "@/lib/subscriptions/store/subscriptions"

/**
 * Records the mail that a renewal waits for its customer to confirm it with their bank, once for each
 * try. Must run in the transaction that wrote the invoice.
 */
export async function tellActionRequired(
  stripeInvoiceId: string,
  attemptCount: number,
): Promise<void> {
  const invoice = await findInvoice(stripeInvoiceId)
  if (!invoice?.stripeSubscriptionId || invoice.status !== "open") return
  const subscription = await findSubscription(invoice.stripeSubscriptionId)
  const subscriber = subscription && (await findSubscriberAddress(subscription.id))
  if (!subscriber) return
  await tellOnce({
    kind: "action_required",
    subject: `${invoice.id}/${attemptCount}`,
    recipient: subscriber.email,
  })
}
