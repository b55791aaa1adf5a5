import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { Headlines } from "@/components/admin/figures/headlines"
import { MetricSection } from "@/components/admin/figures/metric-section"
import { PeriodForm } from "@/components/admin/figures/period-form"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"
import { buildReport, isEmptyReport } from "@/lib/reports/build-report"
import { readPeriod } from "@/lib/reports/read-period"
import { presetsOf } from "@/lib/reports/rules/presets"
import { spanInWords } from "@/lib/reports/rules/words"
import { dayOf } from "@/lib/shop/calendar-rules"

export const generateMetadata = adminMetadata("Figures")

const text = z.string().max(20).catch("").default("")
const query = z.object({ since: text, until: text, every: text })

/** What the shop sold, and how its subscriptions go, over a period. */
export default adminPage<PageProps<"/admin/figures">>(async ({ searchParams }) => {
  const typed = query.parse(await searchParams)
  const { span, written, fault } = readPeriod(typed)
  // Moments one by one are for files: a page has them counted by period.
  const report = await buildReport(
    span,
    ({ scope, by }) => scope !== "list" || by?.unit !== "moment",
  )
  const { SHOP_LOCALE: locale, SHOP_TIME_ZONE: timeZone } = env()
  const reader = { locale, timeZone }
  return (
    <>
      <h1 className="text-3xl font-semibold">Figures</h1>
      <PeriodForm
        asked={fault ? typed : written}
        fault={fault}
        presets={presetsOf(dayOf(now(), timeZone))}
      />
      <p className="mt-4 flex flex-wrap items-center gap-x-6" data-testid="span">
        <span>
          {spanInWords(span, reader)} <span className="text-quiet">({timeZone})</span>
        </span>
        <a
          href={`/api/admin/figures?${new URLSearchParams(written)}`}
          className="link inline-flex min-h-11 items-center"
          data-testid="csv"
        >
          Save as CSV
        </a>
      </p>
      {isEmptyReport(report) ? (
        <p className="mt-8 text-quiet" data-testid="no-figures">
          Nothing was sold in this period, and no subscription ran. Choose another one.
        </p>
      ) : (
        <>
          <Headlines report={report} reader={reader} />
          {report.metrics.map((metric) => (
            <MetricSection key={metric.id} metric={metric} report={report} reader={reader} />
          ))}
        </>
      )}
    </>
  )
})
