import type { Typed } from "@/lib/form-steps"
import { toDecimal } from "@/lib/money"
import type { OwnPlan } from "@/lib/plans/store/own-plan"
import type { Period } from "@/lib/subscriptions/rules/periods"

/** What the form of a plan holds when it is opened, by the field's name. */
export function typedOfPlan(plan: OwnPlan): Typed {
  return {
    title: plan.title,
    summary: plan.summary,
    tier: String(plan.tier),
    features: plan.features.join("\n"),
    groups: plan.groups.join("\n"),
    ...Object.assign({}, ...plan.prices.map(priceFields)),
  }
}

/** What the form of a new plan holds. */
export const newPlan: Typed = { "prices.0.period": "month", "prices.0.amount": "" }

function priceFields(price: OwnPlan["prices"][number], at: number): Typed {
  const { currency } = price
  const fields: Typed = {
    period: inWords(price.period) ?? "once",
    amount: toDecimal(price),
    currency: currency.toUpperCase(),
    trialDays: price.trialDays === null ? "" : String(price.trialDays),
    introAmount: price.intro ? toDecimal({ amount: price.intro.amount, currency }) : "",
    introCycles: price.intro ? String(price.intro.cycles) : "",
    duration: inWords(price.duration) ?? "",
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`prices.${at}.${name}`, value]),
  )
}

// As `parsePeriod` reads it.
function inWords(period: Period | null): string | null {
  if (!period) return null
  return period.count === 1 ? period.unit : `${period.count} ${period.unit}s`
}
