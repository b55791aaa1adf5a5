import { UTCDate } from "@date-fns/utc"
import { add, differenceInCalendarDays } from "date-fns"
import { fromWall, toWall } from "@/lib/shop/calendar-rules"

/** How a span is cut. */
export type Frequency = (typeof frequencies)[number]
export const frequencies = ["day", "week", "month", "year"] as const

/** Half-open: [since, until). What happens at `until` is of the next one. */
export type Span = { since: Date; until: Date }

/** More rows than this nobody reads, and no chart shows. */
export const MOST_PERIODS = 1000

/**
 * Cuts [since, until) into periods of a day, week, month or year, earliest first; the last one is what
 * remains. They are counted from `since` by the calendar of a time zone (IANA): a day has 23 hours where
 * clocks go forward, and months that begin on the 31st begin on their last day where they have none.
 * Every moment of the span lies in exactly one of them. No span, no periods.
 */
export function listPeriods(
  frequency: Frequency,
  since: Date,
  until: Date,
  timeZone: string,
): Span[] {
  const wall = new UTCDate(toWall(since, timeZone))
  const periods: Span[] = []
  let start = since
  for (let n = 1; start < until; n++) {
    const next = fromWall(new Date(add(wall, { [`${frequency}s`]: n }).getTime()), timeZone)
    // An hour that clocks show twice may lead back to where we are.
    if (next <= start) continue
    const end = next < until ? next : until
    periods.push({ since: start, until: end })
    start = end
  }
  return periods
}

const least = { day: 23, week: 167, month: 28 * 24 - 1, year: 365 * 24 - 1 } as const

/** Whether a span would be cut into more than MOST_PERIODS, told without cutting it. */
export function isTooFine({ since, until }: Span, frequency: Frequency): boolean {
  return (until.getTime() - since.getTime()) / 3_600_000 / least[frequency] > MOST_PERIODS
}

/** How a span is cut when nobody says: so that it has some five to some fifty periods. */
export function usualFrequency({ since, until }: Span): Frequency {
  const days = differenceInCalendarDays(new UTCDate(until), new UTCDate(since))
  if (days <= 45) return "day"
  if (days <= 190) return "week"
  return days <= 5 * 366 ? "month" : "year"
}
