"use client"

import type { TooltipContentProps } from "recharts"
import type { ChartFacts } from "@/lib/reports/rules/charts"

type Props = Pick<ChartFacts, "points" | "title"> &
  Partial<Pick<TooltipContentProps, "active" | "activeIndex">>

/** What the bar under the pointer says, as the table does. */
export function ChartNote({ points, title, active = false, activeIndex }: Props) {
  const point = active ? points[Number(activeIndex)] : undefined
  if (!point) return null
  return (
    <div className="rounded-lg border border-line bg-paper px-3 py-2 text-sm">
      <p className="text-quiet">{point.name}</p>
      <p className="font-medium tabular-nums">
        {title}: {point.text}
      </p>
    </div>
  )
}
