import { now } from "@/lib/clock"
import { snapshot } from "@/lib/db"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { metrics } from "@/lib/reports/metrics"
import { completeRows } from "@/lib/reports/rules/complete"
import type { Asked, Metric, MetricFacts, Row } from "@/lib/reports/rules/metric"
import { type Frequency, isTooFine, listPeriods, type Span } from "@/lib/reports/rules/periods"

export type MetricReport = MetricFacts & { rows: Row[] }

/** Figures over [since, until). Amounts in minor units of the currency of their row, never of two. */
export type Report = {
  since: Date
  until: Date
  /** The zone (IANA) that its periods are cut in. */
  timeZone: string
  /** Null: it is not cut. */
  every: Frequency | null
  periods: Span[]
  /** The moment that all figures are of. */
  readAt: Date
  metrics: MetricReport[]
}

/**
 * Reads figures over [since, until), for the whole and for each of its periods, all of them from the
 * database as it is at one moment, so that they agree. Throws AppError "invalid" where there are too many
 * periods.
 * @param isWanted which metrics; all, unless given
 */
export async function buildReport(
  { since, until, every }: Span & { every: Frequency | null },
  isWanted: (metric: MetricFacts) => boolean = () => true,
): Promise<Report> {
  const timeZone = env().SHOP_TIME_ZONE
  if (every && isTooFine({ since, until }, every))
    throw new AppError("invalid", "That is too many periods: choose longer ones.")
  const periods = every ? listPeriods(every, since, until, timeZone) : []
  const readAt = now()
  const starts = every ? periods.map((period) => period.since) : [since]
  const asked = { since, until, starts, now: readAt }
  const wanted = metrics.filter(isWanted)
  const read = await snapshot(() => readAll(wanted, asked, periods.length))
  return { since, until, timeZone, every, periods, readAt, metrics: read }
}

/** Whether nothing at all happened in a report's span. */
export function isEmptyReport(report: Report): boolean {
  return report.metrics.every(({ rows }) =>
    rows.every(({ values }) => Object.values(values).every((value) => !value)),
  )
}

// One after the other: a transaction is one connection.
async function readAll(wanted: Metric[], asked: Asked, periods: number): Promise<MetricReport[]> {
  const read: MetricReport[] = []
  for (const { read: readRows, ...facts } of wanted)
    read.push({ ...facts, rows: completeRows(facts, await readRows(asked), periods) })
  return read
}
