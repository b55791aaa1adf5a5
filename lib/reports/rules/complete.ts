import type { MetricFacts, Row } from "@/lib/reports/rules/metric"

/**
 * The rows of a metric with one for the whole and one for each period, in each currency that it has any
 * figure in; of money that never moved there is no row, for it has no currency. Lists stay as they are.
 */
export function completeRows(facts: MetricFacts, rows: Row[], periods: number): Row[] {
  if (facts.scope !== "periods") return rows.filter(({ period }) => period === 0)
  const hasMoney = facts.measures.some(({ unit }) => unit === "money")
  const found = new Set(rows.map(({ currency }) => currency))
  const currencies = found.size === 0 && !hasMoney ? [null] : [...found]
  const known = new Map(rows.map((row) => [`${row.currency} ${row.period}`, row]))
  const none = Object.fromEntries(facts.measures.map((measure) => [measure.id, measure.none]))
  return currencies.flatMap((currency) =>
    Array.from(
      { length: periods + 1 },
      (_, period) =>
        known.get(`${currency} ${period}`) ?? { period, of: null, currency, values: { ...none } },
    ),
  )
}
