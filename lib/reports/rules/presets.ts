import { UTCDate } from "@date-fns/utc"
import { addDays, addMonths, addYears, startOfMonth, startOfYear } from "date-fns"
import type { Frequency } from "@/lib/reports/rules/periods"

/** A period that is often looked at: its days as a form writes them, the second one not in it. */
export type Preset = { title: string; since: string; until: string; every: Frequency }

/** The periods that are often looked at, on a day ("2026-11-26"). */
export function presetsOf(today: string): Preset[] {
  const day = new UTCDate(`${today}T00:00:00Z`)
  const month = startOfMonth(day)
  const year = startOfYear(day)
  const preset = (title: string, since: Date, until: Date, every: Frequency) => ({
    title,
    since: written(since),
    until: written(until),
    every,
  })
  return [
    preset("Last 30 days", addDays(day, -29), addDays(day, 1), "day"),
    preset("This month", month, addMonths(month, 1), "day"),
    preset("Last month", addMonths(month, -1), month, "day"),
    preset("This year", year, addYears(year, 1), "month"),
    preset("Last year", addYears(year, -1), year, "month"),
    preset("Next 12 months", month, addMonths(month, 12), "month"),
  ]
}

function written(date: Date): string {
  return date.toISOString().slice(0, 10)
}
