import type { Period } from "@/lib/subscriptions/rules/periods"

/** A plan among those that one can change between: the same family, a higher tier holds more. */
export type TierPlan = {
  slug: string
  family: string
  tier: number
  features: string[]
  /** Groups of products that it opens. */
  groups: string[]
}

/** What a change of plan is decided by. */
export type TierPrice = {
  tier: number
  /** Minor units. */
  amount: number
  period: Period
  /** ISO 4217, lower case. */
  currency: string
}

export type ChangeKind = "upgrade" | "downgrade" | "same" | "other-currency"

/** The features of a plan and of every lower tier of its family, without doubles, the lowest tier's first. */
export function featuresOf(plan: TierPlan, plansOfFamily: TierPlan[]): string[] {
  return [...new Set(withLower(plan, plansOfFamily).flatMap(({ features }) => features))]
}

/** The groups that a plan and every lower tier of its family open, without doubles, the lowest tier's first. */
export function groupsOf(plan: TierPlan, plansOfFamily: TierPlan[]): string[] {
  return [...new Set(withLower(plan, plansOfFamily).flatMap(({ groups }) => groups))]
}

/**
 * What a change between two prices is: by the tier; within one the longer period is the upgrade, for it
 * commits to more, however much cheaper it is; for one period the higher price. Between currencies there
 * is no change: amounts of two can't be compared.
 */
export function changeKind(from: TierPrice, to: TierPrice): ChangeKind {
  if (from.currency !== to.currency) return "other-currency"
  const length = lengthOf(to.period) - lengthOf(from.period)
  const rise = to.tier - from.tier || Number(length) || to.amount - from.amount
  return rise === 0 ? "same" : rise > 0 ? "upgrade" : "downgrade"
}

function withLower(plan: TierPlan, plansOfFamily: TierPlan[]): TierPlan[] {
  const lower = plansOfFamily.filter(
    ({ family, tier }) => family === plan.family && tier < plan.tier,
  )
  return [...lower.toSorted((a, b) => a.tier - b.tier || (a.slug < b.slug ? -1 : 1)), plan]
}

// In 4800ths of a day: 400 years of the calendar are 4800 months and 146,097 days, so that twelve months
// are a year and all lengths are whole.
const lengths = { day: 4800n, week: 7n * 4800n, month: 146_097n, year: 12n * 146_097n }

function lengthOf({ unit, count }: Period): bigint {
  return lengths[unit] * BigInt(count)
}
