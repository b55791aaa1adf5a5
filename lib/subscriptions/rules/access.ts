import { RENEWAL_SECONDS } from "@/lib/entitlements/access-rules"
import type { SubscriptionStatus } from "@/lib/subscriptions/rules/status-words"

/** What the shop's owner decided for all subscriptions. */
export type AccessSettings = {
  /** Days for which a period that was not paid stays open. */
  graceDays: number
  /** Whether what a paused subscription has stays open. */
  opensWhilePaused: boolean
}

/** A paid invoice: the period that it pays, half-open. */
export type PaidPeriod = {
  startsAt: Date
  endsAt: Date
  /** Nothing was charged: a trial, or a plan that costs nothing. */
  isFree: boolean
  /** Given back whole, or disputed. */
  closed: "refunded" | "disputed" | null
}

/** What of a subscription decides when it opens its groups. */
export type AccessState = {
  status: SubscriptionStatus
  isRecurring: boolean
  startedAt: Date
  trialEndsAt: Date | null
  cancelAt: Date | null
  endedAt: Date | null
  pausedAt: Date | null
  /** Stripe's other pause: it runs on, and nobody is charged. */
  isCollectionPaused: boolean
  /** The shop ended it, because it should never have begun. */
  isVoid: boolean
  /** Of the period that runs now, as the items say; null: without an end. */
  periodStartsAt: Date
  periodEndsAt: Date | null
  paid: PaidPeriod[]
}

/** When a subscription opens its groups: [startsAt, endsAt), and what the time is called. */
export type Access = {
  startsAt: Date
  /** Null: for ever, or until something happens. */
  endsAt: Date | null
  trialUntil: Date | null
  graceFrom: Date | null
  pausedFrom: Date | null
  revokedReason: "refunded" | "disputed" | null
}

const HOUR_MS = 3_600_000
const RENEWAL_MS = RENEWAL_SECONDS * 1000

/**
 * When a subscription opens its groups; null: never. THE rule behind every access by a plan, and a
 * function of what Stripe says alone, so that it can be made anew at any time.
 * - While it renews, it is open until the end of the last paid period and then for the grace period,
 *   two hours at least: a draft of a renewal locks nobody out.
 * - Past due: for the grace period from the start of what is not paid. Who has only had a trial has
 *   no grace. Unpaid, when every retry failed: not any more.
 * - Cancelled: exactly until then. Paused: until the pause, or through it, as the owner decided.
 * - A period that was given back, or is disputed, counts as not paid, and has no grace.
 */
export function accessOf(state: AccessState, settings: AccessSettings): Access | null {
  if (state.isVoid || state.status === "incomplete" || state.status === "incomplete_expired")
    return null
  const paid = state.paid.filter((one) => !one.closed)
  const closed = lastOf(state.paid.filter((one) => one.closed))
  const paidUntil = paidThrough(state, paid)
  const isGivenBack = closed !== null && closed.endsAt > paidUntil
  const base = {
    startsAt: state.startedAt,
    trialUntil: state.trialEndsAt,
    pausedFrom: null,
    graceFrom: null,
    revokedReason: null,
  }
  if (!state.isRecurring)
    return { ...base, endsAt: state.periodEndsAt, revokedReason: closed?.closed ?? null }
  if (isGivenBack)
    return { ...base, endsAt: notBefore(state.startedAt, paidUntil), revokedReason: closed.closed }
  const slack = slackOf(state.status, paid, settings)
  const renewalEnd = new Date(paidUntil.getTime() + slack)
  const end = earliest([renewalEnd, state.cancelAt, state.endedAt])
  const running = {
    ...base,
    endsAt: notBefore(state.startedAt, end),
    graceFrom: end > paidUntil ? paidUntil : null,
  }
  const pausedFrom = pauseOf(state, paidUntil)
  if (!pausedFrom || state.status === "canceled") return running
  const open = earliestOrNull([state.cancelAt, state.endedAt])
  return settings.opensWhilePaused
    ? { ...base, endsAt: open && notBefore(state.startedAt, open), pausedFrom }
    : { ...running, endsAt: notBefore(state.startedAt, earliest([pausedFrom, end])), pausedFrom }
}

// What is paid for, or free: up to here nothing is owed.
function paidThrough(state: AccessState, paid: PaidPeriod[]): Date {
  const ends = paid.map((one) => one.endsAt)
  if (state.trialEndsAt) ends.push(state.trialEndsAt)
  // Active without an invoice that is known here: the running period is believed for the slack.
  return latest(ends) ?? firstClosed(state) ?? state.periodStartsAt
}

function firstClosed(state: AccessState): Date | null {
  return earliestOrNull(state.paid.map((one) => one.startsAt))
}

function slackOf(status: SubscriptionStatus, paid: PaidPeriod[], settings: AccessSettings): number {
  const hasOnlyTried = paid.every((one) => one.isFree) && paid.length > 0
  const grace = hasOnlyTried ? 0 : settings.graceDays * 24 * HOUR_MS
  if (status === "unpaid") return 0
  return status === "past_due" ? grace : Math.max(grace, RENEWAL_MS)
}

// A pause that somebody asked for begins then; one after a failure, and Stripe's other pause, where
// what was paid for ends.
function pauseOf(state: AccessState, paidUntil: Date): Date | null {
  if (state.status === "paused") return state.pausedAt ?? paidUntil
  return state.isCollectionPaused ? paidUntil : null
}

function lastOf(periods: PaidPeriod[]): PaidPeriod | null {
  return periods.reduce<PaidPeriod | null>(
    (last, one) => (last && last.endsAt >= one.endsAt ? last : one),
    null,
  )
}

function latest(dates: Date[]): Date | null {
  return dates.length === 0 ? null : new Date(Math.max(...dates.map(Number)))
}

function earliestOrNull(dates: (Date | null)[]): Date | null {
  const known = dates.flatMap((date) => (date ? [date.getTime()] : []))
  return known.length === 0 ? null : new Date(Math.min(...known))
}

function earliest(dates: [Date, ...(Date | null)[]]): Date {
  return earliestOrNull(dates) ?? dates[0]
}

function notBefore(start: Date, end: Date): Date {
  return end < start ? start : end
}
