import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { findLimit } from "@/lib/billing/store/subscriptions"
import { transaction } from "@/lib/db"
import { saveCancelAt } from "@/lib/stripe/billing-changes"
import { addPeriods } from "@/lib/subscriptions/rules/periods"

/**
 * Tells Stripe when a subscription ends whose plan lasts only so long: counted from the end of its
 * trial, so that the last period is a whole one. Does nothing where an end is set already.
 */
export async function limitSubscription(subscriptionId: string): Promise<void> {
  const limit = await findLimit(subscriptionId)
  if (!limit || limit.endedAt || limit.cancelAt) return
  const { stripeSubscriptionId, duration, trialEndsAt, startedAt } = limit
  const end = addPeriods(trialEndsAt ?? startedAt, duration, 1)
  await saveCancelAt(stripeSubscriptionId, end)
  await mirrorSubscription(stripeSubscriptionId, null, transaction)
}
