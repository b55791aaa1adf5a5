import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { findOwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { writeThrough } from "@/lib/billing/write-through"
import { releaseSchedule } from "@/lib/stripe/schedules"

/** Takes back the change of plan that is to come: a customer's subscription goes on as it is. */
export async function takeBackChange(
  customerId: string,
  subscriptionId: string,
): Promise<{ outcome: "kept" | "not-found" } | Unavailable> {
  const own = await findOwnSubscription(customerId, subscriptionId)
  if (!own) return { outcome: "not-found" }
  return askStripe({ subscription: subscriptionId }, async () => {
    if (own.stripeScheduleId) await releaseSchedule(own.stripeScheduleId)
    await writeThrough(own.stripeSubscriptionId)
    return { outcome: "kept" }
  })
}
