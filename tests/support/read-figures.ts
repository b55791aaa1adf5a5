import { buildReport, type MetricReport, type Report } from "@/lib/reports/build-report"
import type { Row } from "@/lib/reports/rules/metric"
import type { Frequency, Span } from "@/lib/reports/rules/periods"

type Values = Row["values"]

/** A report's figures, as tests ask for them. */
export type Figures = {
  report: Report
  /** The rows of a metric. */
  rows: (id: string) => Row[]
  /** A metric's figures of the whole; in a currency, where it is of money. */
  whole: (id: string, currency?: string) => Values | undefined
  /** What each row of the whole is of, with its figures. */
  byName: (id: string, currency?: string) => Record<string, Values>
}

export async function readFigures(
  span: Span,
  options: { every?: Frequency; only?: string[] } = {},
): Promise<Figures> {
  const { every = null, only } = options
  const report = await buildReport({ ...span, every }, ({ id }) => only?.includes(id) ?? true)
  const rows = (id: string) => metricOf(report, id).rows
  const all = (id: string, currency: string | null) =>
    rows(id).filter((row) => row.period === 0 && row.currency === currency)
  return {
    report,
    rows,
    whole: (id, currency) => all(id, currency ?? null)[0]?.values,
    byName: (id, currency) =>
      Object.fromEntries(all(id, currency ?? null).map((row) => [String(row.of), row.values])),
  }
}

function metricOf(report: Report, id: string): MetricReport {
  const metric = report.metrics.find((one) => one.id === id)
  if (!metric) throw new Error(`The report has no ${id}.`)
  return metric
}
