"use client"

import dynamic from "next/dynamic"
import type { ChartFacts } from "@/lib/reports/rules/charts"

// Not on the server: what charts are laid out with are style attributes, which the content policy forbids
// in HTML and allows to scripts.
const ChartBars = dynamic(
  () => import("@/components/admin/figures/chart-bars").then((module) => module.ChartBars),
  { ssr: false },
)

/** A table's first column as bars. The table says all of it, so who reads by ear misses nothing. */
export function FigureChart({ locale, ...chart }: ChartFacts & { locale: string }) {
  return (
    <div aria-hidden="true" className="h-64 min-w-0 noscript:hidden" data-testid="chart">
      <ChartBars {...chart} locale={locale} />
    </div>
  )
}
