import { resumePlan } from "@/lib/billing/resume-plan"
import {
  findOwnSubscription,
  listRunningSubscriptions,
} from "@/lib/billing/store/own-subscriptions"
import type { PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { resumeKind } from "@/lib/subscriptions/rules/steps"

/**
 * Takes back the cancellation of a subscription that its customer subscribes to again, at the same
 * price, before it has ended: nothing is bought twice. Whether there was one. Where Stripe does not
 * answer it still ends, and its own page says so.
 */
export async function resumeSamePlan(customerId: string, price: PlanPriceRow): Promise<boolean> {
  for (const { id } of await listRunningSubscriptions(customerId)) {
    const own = await findOwnSubscription(customerId, id)
    if (own?.price?.id !== price.id || resumeKind(own.standing) !== "cancellation") continue
    return (await resumePlan(customerId, id)).outcome === "resumed"
  }
  return false
}
