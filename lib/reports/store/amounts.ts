import type { Asked, Measure, MetricFacts } from "@/lib/reports/rules/metric"
import { periodOf } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** The columns of a metric about amounts; `noun` is what they are of ("Payments"), `more` is about its count. */
export function amountMeasures(
  noun: string,
  more: Pick<Measure, "isHeadline"> = {},
): [Measure, ...Measure[]] {
  return [
    { id: "count", title: noun, unit: "count", none: 0, ...more },
    { id: "total", title: "Total", unit: "money", none: 0 },
    { id: "mean", title: "Mean", unit: "money", none: null },
    { id: "median", title: "Median", unit: "money", none: null },
  ]
}

/** How many amounts of a source ("currency", "amount", "at") there are, their total, mean and median. */
export function amountFigures(source: Prisma.Sql, asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT coalesce(b."period", 0) AS "period", b."currency", count(*)::int AS "count",
      sum(b."amount")::float8 AS "total", round(avg(b."amount"))::float8 AS "mean",
      round((percentile_cont(0.5) WITHIN GROUP (ORDER BY b."amount"))::numeric)::float8 AS "median"
    FROM (SELECT a."currency", a."amount", ${periodOf(Prisma.sql`a."at"`, asked)} AS "period"
          FROM (${source}) a) b
    GROUP BY GROUPING SETS ((b."period", b."currency"), (b."currency"))
    ORDER BY 2, 1`
}

/** What a list of amounts is: each amount of a currency, and how often it is there. */
export function amountListFacts(
  facts: Pick<MetricFacts, "id" | "title" | "definition">,
  noun: string,
): MetricFacts {
  return {
    ...facts,
    scope: "list",
    by: { title: "Amount", unit: "money" },
    measures: [{ id: "count", title: noun, unit: "count", none: 0 }],
  }
}

/** Each amount of a source, and how often it is there. */
export function amountList(source: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT 0 AS "period", a."amount"::float8 AS "of", a."currency", count(*)::int AS "count"
    FROM (${source}) a GROUP BY a."currency", a."amount" ORDER BY a."currency", a."amount"`
}
