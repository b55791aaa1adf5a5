import type { Money } from "@/lib/money"
import type { Period } from "@/lib/subscriptions/rules/periods"
import {
  durationInWords,
  introInWords,
  priceInWords,
  trialInWords,
} from "@/lib/subscriptions/rules/words"

/** What a plan costs: for one period, in one currency, from when and until when. */
export type Terms = Money & {
  /** Null: charged once. */
  period: Period | null
  /** Null: the shop's setting; 0: none. */
  trialDays: number | null
  /** Minor units for each of the first periods; null: none. */
  intro: { amount: number; cycles: number } | null
  /** After this long it ends by itself; null: never. */
  duration: Period | null
}

/** The name of a price within its plan: of one period in one currency there is one. */
export function termsKey({ period, currency }: Pick<Terms, "period" | "currency">): string {
  return period ? `${period.count} ${period.unit} ${currency}` : `once ${currency}`
}

/** Whether two prices of a plan are the same in everything that is bought. */
export function isSameTerms(a: Terms, b: Terms): boolean {
  return textOf(a) === textOf(b)
}

function textOf({ intro, duration, trialDays, amount, ...key }: Terms): string {
  return JSON.stringify([
    termsKey(key),
    amount,
    trialDays,
    intro && [intro.amount, intro.cycles],
    duration && [duration.unit, duration.count],
  ])
}

/**
 * What is charged and when, in sentences: the trial, the introduction, the price, and how it ends.
 * @param trialDays the days that this visitor gets, with the shop's setting and the rules applied
 */
export function termsInWords(
  { period, intro, duration, ...money }: Omit<Terms, "trialDays">,
  trialDays: number,
  locale: string,
): string {
  const price = money.amount === 0 ? "free of charge" : priceInWords({ ...money, period }, locale)
  if (!period)
    return duration
      ? `${upper(price)}, for ${durationInWords(duration)}. It never renews.`
      : `${upper(price)}, for good. It never renews.`
  const first = intro && introInWords({ ...intro, currency: money.currency, period }, locale)
  const parts = [trialDays > 0 ? trialInWords(trialDays) : null, first, price]
  const order = parts.filter((part) => part !== null).join(", then ")
  const end = duration
    ? `Ends by itself after ${durationInWords(duration)}; cancel before whenever you like.`
    : "Renews until you cancel."
  return `${upper(order)}. ${end}`
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
