"use client"

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { ChartNote } from "@/components/admin/figures/chart-note"
import type { ChartFacts } from "@/lib/reports/rules/charts"

type Props = ChartFacts & { locale: string }

const tick = { fill: "var(--quiet)", fontSize: 12 }

/** Bars, standing for times and ranges, lying for names. Drawn in the browser alone: see `FigureChart`. */
export function ChartBars({ points, isLying, title, locale }: Props) {
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 })
  const figures = {
    type: "number",
    tick,
    tickLine: false,
    axisLine: false,
    tickFormatter: (value: number) => short.format(value),
  } as const
  const names = {
    type: "category",
    dataKey: "short",
    tick,
    tickLine: false,
    axisLine: { stroke: "var(--edge)" },
  } as const
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={points}
        layout={isLying ? "vertical" : "horizontal"}
        margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--line)" vertical={isLying} horizontal={!isLying} />
        {isLying ? (
          <>
            <XAxis {...figures} />
            <YAxis {...names} width={120} tickFormatter={cut} />
          </>
        ) : (
          <>
            <XAxis {...names} minTickGap={16} />
            <YAxis {...figures} width={52} />
          </>
        )}
        <Tooltip
          cursor={{ fill: "var(--line)", opacity: 0.5 }}
          isAnimationActive={false}
          content={<ChartNote points={points} title={title} />}
        />
        <Bar
          dataKey="value"
          fill="var(--accent)"
          isAnimationActive={false}
          maxBarSize={40}
          radius={isLying ? [0, 3, 3, 0] : [3, 3, 0, 0]}
        />
      </BarChart>
    </ResponsiveContainer>
  )
}

function cut(name: string): string {
  return name.length > 18 ? `${name.slice(0, 17)}…` : name
}
