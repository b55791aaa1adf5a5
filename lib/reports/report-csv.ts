import { stringify } from "csv-stringify/sync"
import { harmless } from "@/lib/csv-cell"
import { toDecimal } from "@/lib/money"
import type { Report } from "@/lib/reports/build-report"
import type { Grouping, Measure, Row } from "@/lib/reports/rules/metric"

/** One of the file's lines: one figure. */
const columns = ["metric", "measure", "unit", "since", "until", "of", "currency", "value"] as const

/**
 * A report as CSV (RFC 4180), a line for each figure. Moments are written in ISO 8601, amounts in major
 * units ("19.99"), shares as parts of 1. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it: products are named by people.
 */
export function reportCsv(report: Report): string {
  const lines = report.metrics.flatMap((metric) =>
    metric.rows.flatMap((row) =>
      metric.measures.map((measure) => {
        const { since, until } = report.periods[row.period - 1] ?? report
        return [
          metric.id,
          measure.id,
          measure.unit,
          since.toISOString(),
          until.toISOString(),
          of(metric.by, row),
          row.currency?.toUpperCase() ?? "",
          value(measure, row),
        ]
      }),
    ),
  )
  return stringify([[...columns], ...lines])
}

function of(by: Grouping | null, row: Row): string {
  if (row.of === null) return ""
  return by?.unit === "money" ? money(Number(row.of), row) : harmless(String(row.of))
}

function value({ id, unit }: Measure, row: Row): string {
  const number = row.values[id] ?? null
  if (number === null) return ""
  return unit === "money" ? money(number, row) : String(number)
}

function money(amount: number, { currency }: Row): string {
  return currency ? toDecimal({ amount, currency }) : String(amount)
}
