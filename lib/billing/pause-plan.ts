import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { findOwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { writeThrough } from "@/lib/billing/write-through"
import { pauseAtStripe } from "@/lib/stripe/subscription-changes"
import { capabilities } from "@/lib/subscriptions/capabilities"
import { pauseRefusal, type StepRefusal } from "@/lib/subscriptions/rules/steps"

export type PausedPlan =
  | { outcome: "paused" }
  | { outcome: "refused"; because: StepRefusal }
  | { outcome: "not-found" }

/**
 * Pauses a customer's subscription at once: nothing is charged until it goes on, and what was left of
 * the paid period is credited to the charge that it goes on with.
 */
export async function pausePlan(
  customerId: string,
  subscriptionId: string,
): Promise<PausedPlan | Unavailable> {
  const own = await findOwnSubscription(customerId, subscriptionId)
  if (!own) return { outcome: "not-found" }
  if (own.status === "paused") return { outcome: "paused" }
  const because = pauseRefusal(own.standing, capabilities)
  if (because) return { outcome: "refused", because }
  return askStripe({ subscription: subscriptionId }, async () => {
    const key = `pause/${own.id}/${own.stripeVersionAt.getTime()}`
    await pauseAtStripe(own.stripeSubscriptionId, key)
    await writeThrough(own.stripeSubscriptionId)
    return { outcome: "paused" }
  })
}
