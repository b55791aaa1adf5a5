import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { readSchedule } from "@/lib/stripe/schedules"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { findSubscription } from "@/lib/subscriptions/store/subscriptions"
import { applyOnce } from "@/lib/webhooks/apply-once"
import type { Outcome } from "@/lib/webhooks/rules"

/**
 * Applies what happened to a schedule to the copy of its subscription, which is fetched: a schedule can
 * change without a word of the subscription itself. One of no subscription known here is left alone; its
 * subscription's own events come as well.
 */
export async function applySchedule(event: EventSnapshot): Promise<Outcome> {
  const { subscriptionId } = readSchedule(event.object)
  if (!subscriptionId || !(await findSubscription(subscriptionId)))
    return applyOnce(event, async () => "ignored")
  return mirrorSubscription(subscriptionId, null, (work) => applyOnce(event, work))
}
