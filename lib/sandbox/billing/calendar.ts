import { UTCDate } from "@date-fns/utc"
import { add } from "date-fns"

/** How long a period is: so many days, weeks, months or years. */
export type Cycle = { interval: string; interval_count: number }

/** No unit is longer than this, in seconds. */
const longest = { day: 86_400, week: 7 * 86_400, month: 31 * 86_400, year: 366 * 86_400 } as const

/**
 * The first end of a period that lies after `after`. Every end is counted from the anchor, so a
 * month that lacks the anchor's day ends on its last one and the next has the day again:
 * 31 January, 28 February, 31 March. Seconds, in UTC.
 * Source: https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function boundaryAfter(anchor: number, cycle: Cycle, after: number): number {
  const unit = unitOf(cycle)
  let step = Math.floor((after - anchor) / (longest[unit] * cycle.interval_count)) - 1
  while (boundary(anchor, cycle, step) <= after) step += 1
  return boundary(anchor, cycle, step)
}

/** The start of the period that ends at `end`, were it a whole one. */
export function boundaryBefore(anchor: number, cycle: Cycle, end: number): number {
  const unit = unitOf(cycle)
  let step = Math.floor((end - anchor) / (longest[unit] * cycle.interval_count)) - 1
  while (boundary(anchor, cycle, step + 1) < end) step += 1
  return boundary(anchor, cycle, step)
}

function boundary(anchor: number, cycle: Cycle, step: number): number {
  const count = step * cycle.interval_count
  const date = new UTCDate(anchor * 1000)
  return Math.floor(add(date, { [`${unitOf(cycle)}s`]: count }).getTime() / 1000)
}

function unitOf({ interval }: Cycle): keyof typeof longest {
  if (interval === "day" || interval === "week" || interval === "year") return interval
  return "month"
}
