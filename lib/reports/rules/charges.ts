import type { Span } from "@/lib/reports/rules/periods"
import { addPeriods, chargeDates, type Period } from "@/lib/subscriptions/rules/periods"

/** What a subscription's charges are told by. Amounts in minor units of `currency`, for one of it. */
export type Charged = {
  startedAt: Date
  trialEndsAt: Date | null
  endsAt: Date | null
  /** Since when nobody is charged; null: they are. */
  stoppedFrom: Date | null
  /** When charges go on; null: it is not known that they do. */
  resumesAt: Date | null
  /** Of the period that runs now, at Stripe. */
  periodStartsAt: Date
  quantity: number
  currency: string
  amount: number
  period: Period
  /** The amount of the first charges, and how many those are. */
  intro: { amount: number; cycles: number } | null
  /** The price that it will have from then on. */
  next: { at: Date; amount: number; period: Period } | null
}

export type Charge = { at: Date; amount: number }

/** The charges that one rhythm has in a span: from its anchor on, every period. */
export type Calendar = Span & { chargesFrom: (anchor: Date, period: Period) => Date[] }

const DAY_MS = 86_400_000

/**
 * The calendar of a span. It remembers the days of each rhythm, of which there are few: subscriptions that
 * began on one day differ in their time of day alone, which the calendar in UTC leaves as it is.
 */
export function makeCalendar({ since, until }: Span): Calendar {
  const held = new Map<string, number[]>()
  const daysFrom = (day: number, period: Period): number[] => {
    const key = `${day} ${period.count} ${period.unit}`
    const known = held.get(key)
    if (known) return known
    const from = new Date(since.getTime() - DAY_MS)
    const days = rhythm(new Date(day), period, { since: from, until }).map((date) => date.getTime())
    held.set(key, days)
    return days
  }
  return {
    since,
    until,
    chargesFrom: (anchor, period) => {
      const day = Math.floor(anchor.getTime() / DAY_MS) * DAY_MS
      const time = anchor.getTime() - day
      return daysFrom(day, period).map((date) => new Date(date + time))
    },
  }
}

/**
 * The charges of a subscription within a calendar's span, past and future, as far as its terms tell them:
 * at its prices and quantity of today, without coupons, credits and failures. Earliest first.
 */
export function chargesOf(charged: Charged, calendar: Calendar): Charge[] {
  const { since, until } = calendar
  const end = charged.endsAt && charged.endsAt < until ? charged.endsAt : until
  const change = charged.next && charged.next.at < end ? charged.next : null
  const [first, anchor] = [firstOf(charged), anchorOf(charged)]
  const introEndsAt = charged.intro && addPeriods(first, charged.period, charged.intro.cycles)
  const between = (from: Date, to: Date, start: Date, period: Period) =>
    calendar.chargesFrom(start, period).filter((at) => at >= from && at >= since && at < to)
  // Where the running period has begun a rhythm of its own, the first one lasts until then.
  const stop = change?.at ?? end
  const before = [
    ...between(since, anchor === first ? stop : earlier(anchor, stop), first, charged.period),
    ...(anchor === first ? [] : between(anchor, stop, anchor, charged.period)),
  ].map((at) => ({
    at,
    amount:
      introEndsAt && charged.intro && at < introEndsAt ? charged.intro.amount : charged.amount,
  }))
  const after = change
    ? between(change.at, end, changeAnchor(charged, change, anchor), change.period).map((at) => ({
        at,
        amount: change.amount,
      }))
    : []
  return [...before, ...after]
    .filter(({ at }) => isCharged(charged, at))
    .map(({ at, amount }) => ({ at, amount: amount * charged.quantity }))
}

function firstOf({ startedAt, trialEndsAt }: Charged): Date {
  return trialEndsAt && trialEndsAt > startedAt ? trialEndsAt : startedAt
}

// Counted from the first charge, so that the 31st comes back. Where the running period does not lie in
// that rhythm, a change or a pause has begun a new one with it.
function anchorOf(charged: Charged): Date {
  const first = firstOf(charged)
  const { periodStartsAt: now, period } = charged
  if (now <= first) return first
  const second = { since: now, until: new Date(now.getTime() + 1000) }
  return rhythm(first, period, second).length > 0 ? first : now
}

function changeAnchor(
  { period }: Charged,
  change: NonNullable<Charged["next"]>,
  anchor: Date,
): Date {
  const isSame = period.unit === change.period.unit && period.count === change.period.count
  return isSame ? anchor : change.at
}

function isCharged({ stoppedFrom, resumesAt }: Charged, at: Date): boolean {
  return stoppedFrom === null || at < stoppedFrom || (resumesAt !== null && at >= resumesAt)
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}

function rhythm(anchor: Date, period: Period, { since, until }: Span): Date[] {
  return chargeDates({ start: anchor, trialDays: 0, period, duration: null, since, until })
}
