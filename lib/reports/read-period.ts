import { DAY, now, plusSeconds } from "@/lib/clock"
import { env } from "@/lib/env"
import {
  type Frequency,
  frequencies,
  isTooFine,
  type Span,
  usualFrequency,
} from "@/lib/reports/rules/periods"
import { dayOf, daysAfter, startOfDay } from "@/lib/shop/calendar-rules"

/** What was asked for, as forms and command lines write it; empty: as usual. */
export type AskedPeriod = { since: string; until: string; every: string }

export type ReadPeriod = {
  span: Span & { every: Frequency }
  /** The days of the span as they are written in a form, and how it is cut. */
  written: AskedPeriod
  /** What is wrong with what was asked for; then the span is the usual one. */
  fault: string | null
}

const USUAL_DAYS = 30
// No shop has books from before, and nobody knows what subscriptions charge after.
const EARLIEST = new Date("1990-01-01T00:00:00Z")
const MOST_YEARS_AHEAD = 20

/**
 * The period of figures from two days, "2026-11-26", and how it is cut: [since, until), so the second day
 * is the first that is not in it any more. In the shop's time zone (SHOP_TIME_ZONE). Unless given, it ends
 * with today, begins 30 days before its end, and is cut into as many parts as a chart can show.
 */
export function readPeriod({ since, until, every }: AskedPeriod): ReadPeriod {
  const { SHOP_TIME_ZONE } = env()
  const last = until.trim() || daysAfter(dayOf(now(), SHOP_TIME_ZONE), 1)
  const first = since.trim() || daysAfter(last, -USUAL_DAYS)
  const from = startOfDay(first, SHOP_TIME_ZONE)
  const to = startOfDay(last, SHOP_TIME_ZONE)
  const frequency = frequencies.find((one) => one === every.trim())
  const fault = faultOf(from, to, every.trim(), frequency)
  if (!from || !to || fault) return { ...readPeriod({ since: "", until: "", every: "" }), fault }
  const span = { since: from, until: to }
  const cut = frequency ?? usualFrequency(span)
  return {
    span: { ...span, every: cut },
    written: { since: first, until: last, every: cut },
    fault: null,
  }
}

function faultOf(
  from: Date | null,
  to: Date | null,
  every: string,
  frequency: Frequency | undefined,
): string | null {
  if (!from || !to) return "Write a day as 2026-11-26."
  if (from >= to)
    return "The period ends before it begins: its end is the first day that is not in it."
  if (from < EARLIEST || to > plusSeconds(now(), MOST_YEARS_AHEAD * 366 * DAY))
    return `Choose days from 1990 to ${MOST_YEARS_AHEAD} years from now.`
  if (every && !frequency) return `Cut it by ${frequencies.join(", ")}.`
  return frequency && isTooFine({ since: from, until: to }, frequency)
    ? "That is too many periods: choose longer ones."
    : null
}
