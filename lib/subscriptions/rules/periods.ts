import { UTCDate } from "@date-fns/utc"
import { add, differenceInCalendarDays, differenceInCalendarMonths } from "date-fns"

/** A whole number, at least 1, of calendar units. */
export type Period = { unit: "day" | "week" | "month" | "year"; count: number }

/** The period of a price as rows keep it; null: it is charged once. */
export function periodOf(price: {
  periodUnit: Period["unit"] | null
  periodCount: number | null
}): Period | null {
  return price.periodUnit && { unit: price.periodUnit, count: price.periodCount ?? 1 }
}

/** Half-open: [startsAt, endsAt); endsAt null: for ever. */
export type Interval = { startsAt: Date; endsAt: Date | null }

/** When a subscription is charged. */
export type Schedule = {
  start: Date
  /** Whole days before the first charge; 0: charged at the start. */
  trialDays: number
  /** Between two charges; null: charged once. */
  period: Period | null
  /** How long it is charged, from the first charge; null: until it is cancelled. */
  duration: Period | null
}

/** Whether `at` lies in a half-open interval. */
export function isWithin({ startsAt, endsAt }: Interval, at: Date): boolean {
  return startsAt <= at && (endsAt === null || at < endsAt)
}

/**
 * The moment `n` whole periods after the anchor (before it, where n is negative), in UTC, so that
 * daylight saving moves nothing. Counted from the anchor, never from the date before: a day that a
 * month lacks becomes its last one, and the 31st comes back (31 Jan, 28 Feb, 31 Mar), as at Stripe:
 * https://docs.stripe.com/billing/subscriptions/billing-cycle. Throws RangeError for a count that is
 * not a whole number from 1.
 */
export function addPeriods(anchor: Date, { unit, count }: Period, n: number): Date {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`no period: ${count} ${unit}`)
  return new Date(add(new UTCDate(anchor), { [`${unit}s`]: count * n }).getTime())
}

/** The first charge: a trial shifts it, and with it every later one. */
export function firstChargeAt({ start, trialDays }: Pick<Schedule, "start" | "trialDays">): Date {
  return trialDays > 0 ? addPeriods(start, { unit: "day", count: 1 }, trialDays) : new Date(start)
}

/** When a subscription is over; null: never by itself. A trial comes before its duration, not out of it. */
export function durationEndsAt({
  duration,
  ...begin
}: Pick<Schedule, "start" | "trialDays" | "duration">): Date | null {
  return duration && addPeriods(firstChargeAt(begin), duration, 1)
}

/**
 * The moments of charge within [since, until), earliest first. The work is in what it returns, however
 * long ago the subscription began.
 */
export function chargeDates({
  since,
  until,
  ...schedule
}: Schedule & { since: Date; until: Date }): Date[] {
  const first = firstChargeAt(schedule)
  const { period } = schedule
  if (!period) return isWithin({ startsAt: since, endsAt: until }, first) ? [first] : []

  const end = durationEndsAt(schedule)
  const last = end && end < until ? end : until
  const dates: Date[] = []
  let n = indexNear(first, period, since)
  for (let date = addPeriods(first, period, n); date < last; date = addPeriods(first, period, ++n))
    if (date >= since) dates.push(date)
  return dates
}

// The first charge that falls in the calendar day or month of `since` or after it: every one before is
// earlier than `since`, and this one too only by hours or days.
function indexNear(first: Date, { unit, count }: Period, since: Date): number {
  const [from, to] = [new UTCDate(first), new UTCDate(since)]
  const units =
    unit === "day" || unit === "week"
      ? differenceInCalendarDays(to, from) / (unit === "week" ? 7 : 1)
      : differenceInCalendarMonths(to, from) / (unit === "year" ? 12 : 1)
  return Math.max(0, Math.ceil(units / count))
}
