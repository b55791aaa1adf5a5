import { formatDay } from "@/lib/formats"
import { formatMoney, type Money } from "@/lib/money"
import type { Period } from "@/lib/subscriptions/rules/periods"

/** What is charged, and how often; period null: once. */
export type PeriodicPrice = Money & { period: Period | null }

/** An introduction: its amount for so many charges, at least 1. */
export type IntroPrice = Money & { period: Period; cycles: number }

/** What is left of a quota. */
export type Remaining = {
  left: number
  limit: number
  /** When more comes; null: never. */
  resetsAt: Date | null
}

/** How often: "every month", "every 3 months", "once". */
export function periodInWords(period: Period | null): string {
  return period ? `every ${spanOf(period)}` : "once"
}

/** A price with how often it is charged: "$9.00 a month", "$25.00 every 3 months", "$40.00 once". */
export function priceInWords({ period, ...money }: PeriodicPrice, locale: string): string {
  const often = period?.count === 1 ? `a ${period.unit}` : periodInWords(period)
  return `${formatMoney(money, locale)} ${often}`
}

/** What a trial gives, from its days (at least 1): "14 days free". */
export function trialInWords(days: number): string {
  return `${durationInWords({ unit: "day", count: days })} free`
}

/** An introduction: "$1.00 a month for the first 3 months"; of one charge: "$1.00 for the first month". */
export function introInWords({ cycles, period, ...money }: IntroPrice, locale: string): string {
  const price =
    cycles === 1 ? formatMoney(money, locale) : priceInWords({ ...money, period }, locale)
  return `${price} for the first ${spanOf({ ...period, count: period.count * cycles })}`
}

/** How long: "1 year", "3 months". */
export function durationInWords({ unit, count }: Period): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`
}

/** What is left of a quota, in a locale (BCP 47) and time zone (IANA): "12 of 50 left, resets May 3, 2026". */
export function remainingInWords(
  { left, limit, resetsAt }: Remaining,
  locale: string,
  timeZone: string,
): string {
  const words = `${left.toLocaleString(locale)} of ${limit.toLocaleString(locale)} left`
  return resetsAt ? `${words}, resets ${formatDay(resetsAt, locale, timeZone)}` : words
}

function spanOf(period: Period): string {
  return period.count === 1 ? period.unit : durationInWords(period)
}
