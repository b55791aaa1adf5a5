import { formatMoment, formatPeriod } from "@/lib/formats"
import { formatMoney } from "@/lib/money"
import type { Grouping, Unit } from "@/lib/reports/rules/metric"
import type { Frequency, Span } from "@/lib/reports/rules/periods"

/** Where and when a reader is: BCP 47 and IANA. */
export type Reader = { locale: string; timeZone: string }

/** A figure for people: "1,204", "$19.99", "12 days", "3.5%"; no figure is a dash. */
export function figureInWords(
  value: number | null,
  unit: Unit,
  currency: string | null,
  { locale }: Reader,
): string {
  if (value === null) return "–"
  if (unit === "money" && currency) return formatMoney({ amount: value, currency }, locale)
  if (unit === "days") return value === 1 ? "1 day" : `${value.toLocaleString(locale)} days`
  if (unit === "share")
    return value.toLocaleString(locale, { style: "percent", maximumFractionDigits: 1 })
  return value.toLocaleString(locale)
}

/** What a row is of, for people. */
export function groupInWords(
  of: string | number | null,
  by: Grouping | null,
  currency: string | null,
  reader: Reader,
): string {
  if (of === null || !by) return "All"
  if (by.unit === "moment") return formatMoment(new Date(of), reader.locale, reader.timeZone)
  if (by.unit === "text") return String(of)
  return figureInWords(Number(of), by.unit, currency, reader)
}

/** A period for people, by its first and last day: "Nov 1 to Nov 30, 2026". */
export function spanInWords({ since, until }: Span, { locale, timeZone }: Reader): string {
  return formatPeriod(since, new Date(until.getTime() - 1), locale, timeZone)
}

/** A period in a word, for the edge of a chart: "Nov 1", "Nov 2026", "2026". */
export function spanInShort({ since }: Span, every: Frequency | null, reader: Reader): string {
  const day = every === "day" || every === "week" ? ({ day: "numeric" } as const) : {}
  const month = every === "year" ? {} : ({ month: "short" } as const)
  const year = every === "month" || every === "year" ? ({ year: "numeric" } as const) : {}
  return since.toLocaleDateString(reader.locale, {
    timeZone: reader.timeZone,
    ...day,
    ...month,
    ...year,
  })
}
