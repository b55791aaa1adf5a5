import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { transaction } from "@/lib/db"

/**
 * Brings the copy of a subscription, its last invoice, and what it opens to what Stripe says, at once
 * after a change that was made here: no webhook is waited for. Throws the SDK's errors.
 */
export async function writeThrough(stripeSubscriptionId: string): Promise<void> {
  await mirrorSubscription(stripeSubscriptionId, null, (work) => transaction(work))
}
