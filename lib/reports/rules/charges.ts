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

/**
 * The charges of a subscription within a span, past and future, as far as its terms tell them: at its
 * prices and quantity of today, without coupons, credits and failures. Earliest first.
 */
export function chargesOf(charged: Charged, { since, until }: Span): Charge[] {
  const end = charged.endsAt && charged.endsAt < until ? charged.endsAt : until
  const change = charged.next && charged.next.at < end ? charged.next : null
  const first = firstOf(charged)
  const introEndsAt = charged.intro && addPeriods(first, charged.period, charged.intro.cycles)
  const before = datesOf(charged, { since, until: change?.at ?? end }).map((at) => ({
    at,
    amount:
      introEndsAt && charged.intro && at < introEndsAt ? charged.intro.amount : charged.amount,
  }))
  const after = change
    ? rhythm(changeAnchor(charged, change), change.period, {
        since: since > change.at ? since : change.at,
        until: end,
      }).map((at) => ({ at, amount: change.amount }))
    : []
  return [...before, ...after]
    .filter(({ at }) => isCharged(charged, at))
    .map(({ at, amount }) => ({ at, amount: amount * charged.quantity }))
}

// Counted from the first charge, so that the 31st comes back. Where the running period does not lie in
// that rhythm, a change or a pause has begun a new one with it.
function datesOf(charged: Charged, span: Span): Date[] {
  const first = firstOf(charged)
  const anchor = anchorOf(charged)
  if (anchor === first) return rhythm(first, charged.period, span)
  const [split, { since, until }] = [anchor, span]
  return [
    ...rhythm(first, charged.period, { since, until: split < until ? split : until }),
    ...rhythm(split, charged.period, { since: since > split ? since : split, until }),
  ]
}

function firstOf({ startedAt, trialEndsAt }: Charged): Date {
  return trialEndsAt && trialEndsAt > startedAt ? trialEndsAt : startedAt
}

function anchorOf(charged: Charged): Date {
  const first = firstOf(charged)
  const { periodStartsAt: now, period } = charged
  if (now <= first) return first
  const second = { since: now, until: new Date(now.getTime() + 1000) }
  return rhythm(first, period, second).length > 0 ? first : now
}

function changeAnchor(charged: Charged, change: NonNullable<Charged["next"]>): Date {
  const { unit, count } = charged.period
  const isSame = unit === change.period.unit && count === change.period.count
  return isSame ? anchorOf(charged) : change.at
}

function isCharged({ stoppedFrom, resumesAt }: Charged, at: Date): boolean {
  return stoppedFrom === null || at < stoppedFrom || (resumesAt !== null && at >= resumesAt)
}

function rhythm(anchor: Date, period: Period, { since, until }: Span): Date[] {
  return chargeDates({ start: anchor, trialDays: 0, period, duration: null, since, until })
}
