import { findOwnSubscription, type OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { writeThrough } from "@/lib/billing/write-through"
import { findSellablePlanPrice, type PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { changeRefusal, type StepRefusal } from "@/lib/subscriptions/rules/steps"
import { changeKind, type TierPrice } from "@/lib/subscriptions/rules/tiers"

/** A change that is possible. */
export type FoundChange = {
  outcome: "change"
  /** `trial`: at once, whichever direction, for nothing is paid yet. */
  kind: "upgrade" | "downgrade" | "trial"
  own: OwnSubscription
  from: PlanPriceRow
  to: PlanPriceRow
  stripeItemId: string
  /** The end of the period that runs. */
  periodEndsAt: Date
}

export type ChangeRefusal =
  | { outcome: "not-found" }
  /** The price is not on sale, or not of its family. */
  | { outcome: "not-for-sale" }
  | { outcome: "same" }
  | { outcome: "other-currency" }
  | { outcome: "refused"; because: StepRefusal }

/**
 * What a change of a customer's subscription to another price would be, by what Stripe says of it now.
 * Throws the SDK's errors.
 */
export async function findChange(
  customerId: string,
  subscriptionId: string,
  planPriceId: string,
): Promise<FoundChange | ChangeRefusal> {
  const known = await findOwnSubscription(customerId, subscriptionId)
  if (!known) return { outcome: "not-found" }
  if (known.isRecurring) await writeThrough(known.stripeSubscriptionId)
  const own = (await findOwnSubscription(customerId, subscriptionId)) ?? known
  const to = await findSellablePlanPrice(planPriceId)
  const item = own.items[0]
  if (own.price?.id === planPriceId) return { outcome: "same" }
  const because = changeRefusal(own.standing)
  if (because) return { outcome: "refused", because }
  // With two priced lines it is none of the shop's own plans.
  if (!to || !own.price || own.items.length !== 1 || !item?.periodEndsAt)
    return { outcome: "not-for-sale" }
  const kind = kindOf(own.price, to)
  if (kind === "not-for-sale" || kind === "other-currency") return { outcome: kind }
  const isTrial = own.status === "trialing" && own.trialEndsAt !== null
  // An upgrade at once would be undone by what the schedule still holds.
  if (own.standing.hasSchedule && (kind === "upgrade" || isTrial))
    return { outcome: "refused", because: "change-scheduled" }
  return {
    outcome: "change",
    // Another version at the same price waits for the end of what is paid, as a downgrade does.
    kind: isTrial ? "trial" : kind === "same" ? "downgrade" : kind,
    own,
    from: own.price,
    to,
    stripeItemId: item.stripeItemId,
    periodEndsAt: item.periodEndsAt,
  }
}

function kindOf(from: PlanPriceRow, to: PlanPriceRow) {
  const [a, b] = [tierPriceOf(from), tierPriceOf(to)]
  // A fixed duration would have to begin anew, or be cut: that is another subscription.
  const isOther = from.plan.familyId !== to.plan.familyId || to.durationUnit !== null
  return !a || !b || isOther ? "not-for-sale" : changeKind(a, b)
}

function tierPriceOf(price: PlanPriceRow): TierPrice | null {
  const period = periodOf(price)
  return period && { tier: price.plan.tier, amount: price.amount, period, currency: price.currency }
}
