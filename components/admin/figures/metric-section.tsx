import { FigureChart } from "@/components/admin/figures/figure-chart"
import { FigureTable } from "@/components/admin/figures/figure-table"
import type { MetricReport, Report } from "@/lib/reports/build-report"
import { chartOf } from "@/lib/reports/rules/charts"
import { tablesOf } from "@/lib/reports/rules/tables"
import type { Reader } from "@/lib/reports/rules/words"

type Props = { metric: MetricReport; report: Report; reader: Reader }

/** One metric: what it counts, and for each currency a chart with the table that says the same. */
export function MetricSection({ metric, report, reader }: Props) {
  const tables = tablesOf(metric, report, reader).filter(({ rows, whole }) => rows.length || whole)
  return (
    <section aria-labelledby={metric.id} className="mt-12" data-testid={`metric-${metric.id}`}>
      <h2 id={metric.id} className="text-xl font-semibold">
        {metric.title}
      </h2>
      <details className="max-w-prose text-sm text-quiet">
        <summary className="min-h-11 content-center">What is counted</summary>
        <p>{metric.definition}</p>
      </details>
      {tables.length === 0 && <p className="mt-2 text-quiet">None in this period.</p>}
      {tables.map((table) => {
        const chart = chartOf(table, metric.by?.unit === "text")
        return (
          <div key={table.currency} className="mt-3">
            {table.currency && (
              <h3 className="mb-2 text-sm font-medium">{table.currency.toUpperCase()}</h3>
            )}
            <div className={chart ? "grid gap-6 lg:grid-cols-2" : ""}>
              {chart && <FigureChart {...chart} locale={reader.locale} />}
              <FigureTable table={table} title={metric.title} />
            </div>
          </div>
        )
      })}
    </section>
  )
}
