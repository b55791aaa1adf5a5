import { decimalsOf } from "@/lib/money"
import type { FigureTable } from "@/lib/reports/rules/tables"

/** What a chart draws of a table: its first column. Plain values, for they go to the browser. */
export type ChartFacts = {
  /** What the bars are. */
  title: string
  /** Whether the bars lie below one another, each beside its name. */
  isLying: boolean
  /** `value` in major units, for the axis alone; `text` is the figure itself. */
  points: { name: string; short: string; value: number; text: string }[]
}

const MOST_NAMES = 12

/** The chart of a table; null: one bar says nothing, and bars without a length neither. */
export function chartOf(table: FigureTable, isLying: boolean): ChartFacts | null {
  const [measure] = table.measures
  if (!measure) return null
  const scale = measure.unit === "money" && table.currency ? 10 ** decimalsOf(table.currency) : 1
  const rows = isLying ? table.rows.slice(0, MOST_NAMES) : table.rows
  const points = rows.map(({ name, short, values, texts }) => ({
    name,
    short,
    value: (values[0] ?? 0) / scale,
    text: texts[0] ?? "",
  }))
  const hasLength = points.some(({ value }) => value !== 0)
  return points.length > 1 && hasLength ? { title: measure.title, isLying, points } : null
}
