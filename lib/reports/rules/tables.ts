import type { Measure, MetricFacts, Row } from "@/lib/reports/rules/metric"
import type { Frequency, Span } from "@/lib/reports/rules/periods"
import { rangesOf } from "@/lib/reports/rules/ranges"
import {
  figureInWords,
  groupInWords,
  type Reader,
  spanInShort,
  spanInWords,
} from "@/lib/reports/rules/words"

/** Figures as people read them, in one currency. */
export type FigureTable = {
  /** ISO 4217, lower case; null: there is no money in it. */
  currency: string | null
  /** What stands above the rows' names. */
  heading: string
  measures: Measure[]
  rows: FigureRow[]
  /** The figures of the whole; null: the rows are of different things. */
  whole: FigureRow | null
  /** Rows that are in files alone. */
  left: number
}

export type FigureRow = {
  name: string
  /** For the edge of a chart. */
  short: string
  values: (number | null)[]
  /** The values for people. */
  texts: string[]
}

const MOST_ROWS = 50

type Cut = Span & { every: Frequency | null; periods: Span[] }

/** A metric's figures as tables, one for each currency: the periods, or what they are of, as rows. */
export function tablesOf(
  metric: MetricFacts & { rows: Row[] },
  cut: Cut,
  reader: Reader,
): FigureTable[] {
  const currencies = [...new Set(metric.rows.map(({ currency }) => currency))]
  return currencies.map((currency) => {
    const rows = metric.rows.filter((row) => row.currency === currency)
    const make = (name: string, short: string, values: (number | null)[]): FigureRow => ({
      name,
      short,
      values,
      texts: metric.measures.map(({ unit }, at) =>
        figureInWords(values[at] ?? null, unit, currency, reader),
      ),
    })
    const valuesOf = (row: Row) => metric.measures.map(({ id }) => row.values[id] ?? null)
    const base = { currency, measures: metric.measures }
    if (metric.scope === "periods") {
      const whole = rows.find(({ period }) => period === 0)
      return {
        ...base,
        heading: "Period",
        rows: rows.flatMap((row) => {
          const span = cut.periods[row.period - 1]
          if (!span) return []
          return [
            make(spanInWords(span, reader), spanInShort(span, cut.every, reader), valuesOf(row)),
          ]
        }),
        whole: whole ? make("All of it", "All", valuesOf(whole)) : null,
        left: 0,
      }
    }
    const named = isRanged(metric)
      ? rangesOf(
          rows.map((row) => ({ value: Number(row.of), counts: numbersOf(valuesOf(row)) })),
        ).map(({ from, to, counts }) => {
          const name = rangeInWords(from, to, metric, currency, reader)
          return make(name, name, counts)
        })
      : rows.map((row) => {
          const name = groupInWords(row.of, metric.by, currency, reader)
          return make(name, name, valuesOf(row))
        })
    return {
      ...base,
      heading: metric.by?.title ?? "",
      rows: named.slice(0, MOST_ROWS),
      whole: null,
      left: Math.max(0, named.length - MOST_ROWS),
    }
  })
}

function isRanged({ scope, by }: MetricFacts): boolean {
  return scope === "list" && (by?.unit === "money" || by?.unit === "days")
}

function numbersOf(values: (number | null)[]): number[] {
  return values.map((value) => value ?? 0)
}

function rangeInWords(
  from: number,
  to: number,
  { by }: MetricFacts,
  currency: string | null,
  reader: Reader,
): string {
  const first = groupInWords(from, by, currency, reader)
  return to - from === 1 ? first : `${first} to ${groupInWords(to - 1, by, currency, reader)}`
}
