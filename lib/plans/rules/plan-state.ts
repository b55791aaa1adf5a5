/** A plan as far as it stands in the way of others of its family. */
export type OwnPlan = { slug: string; title: string; tier: number }

/**
 * What a plan is to a visitor.
 * - `open`: they have none of its family.
 * - `yours`: they have it, in this version or an older one.
 * - `included`: what they have is a higher tier, which has all of it.
 * - `higher`: a change from what they have, upwards. `other`: a change to one of the same tier.
 */
export type PlanState = "open" | "yours" | "included" | "higher" | "other"

/** What a plan is to a visitor who has `own` of its family by a subscription; null: nothing of it. */
export function planState(plan: OwnPlan, own: OwnPlan | null): PlanState {
  if (!own) return "open"
  if (plan.slug === own.slug) return "yours"
  if (plan.tier === own.tier) return "other"
  return plan.tier < own.tier ? "included" : "higher"
}
