import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { isOver } from "@/lib/billing/rules"
import { listRefundable } from "@/lib/billing/store/payments"
import { findEnding } from "@/lib/billing/store/subscriptions"
import { transaction } from "@/lib/db"
import { cancelStripeSubscription, refundInvoice } from "@/lib/stripe/billing-changes"

/**
 * Ends at Stripe a subscription that the shop has refused, and gives back all that was paid for it. Each
 * step is safe to run again: a job may run twice.
 */
export async function endSubscription(subscriptionId: string): Promise<void> {
  const ending = await findEnding(subscriptionId)
  if (!ending?.cancelledBecause) return
  const { stripeSubscriptionId, status } = ending
  if (!isOver(status)) await cancelStripeSubscription(stripeSubscriptionId)
  await mirrorSubscription(stripeSubscriptionId, null, transaction)
  for (const { stripeInvoiceId } of await listRefundable(stripeSubscriptionId))
    await refundInvoice(stripeInvoiceId, "duplicate")
}
