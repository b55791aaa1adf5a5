import { Figure } from "@/components/admin/figure"
import type { MetricReport, Report } from "@/lib/reports/build-report"
import type { Measure } from "@/lib/reports/rules/metric"
import { figureInWords, type Reader } from "@/lib/reports/rules/words"

type Props = {
  report: Report
  reader: Reader
  /** The page that has all of each figure; left out: this one. */
  path?: string
}

/** The figures that are asked for first, each with the way to all of it. One line for each currency. */
export function Headlines({ report, reader, path = "" }: Props) {
  const all = report.metrics.flatMap((metric) =>
    metric.measures.filter(({ isHeadline }) => isHeadline).map((measure) => ({ metric, measure })),
  )
  return (
    <dl className="mt-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {all.map(({ metric, measure }) => (
        <Figure
          key={`${metric.id} ${measure.id}`}
          title={metric.title}
          value={<Values metric={metric} measure={measure} reader={reader} />}
          id={`headline-${metric.id}`}
        >
          <a href={`${path}#${metric.id}`} className="link inline-flex min-h-6 items-center">
            {measure.title}
          </a>
        </Figure>
      ))}
    </dl>
  )
}

type ValuesProps = { metric: MetricReport; measure: Measure; reader: Reader }

function Values({ metric, measure, reader }: ValuesProps) {
  const rows = metric.rows.filter(({ period }) => period === 0)
  if (rows.length === 0) return "–"
  return rows.map(({ currency, values }) => (
    <span key={currency} className="block wrap-anywhere">
      {figureInWords(values[measure.id] ?? null, measure.unit, currency, reader)}
      {currency && measure.unit !== "money" && (
        <span className="ml-2 text-base font-normal text-quiet">{currency.toUpperCase()}</span>
      )}
    </span>
  ))
}
