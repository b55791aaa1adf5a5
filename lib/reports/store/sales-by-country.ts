import { fromSql } from "@/lib/reports/store/from-sql"
import { completedPayments } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** Where buyers are, and the tax in what they paid. */
export const salesByCountry = fromSql(
  {
    id: "sales-by-country",
    title: "Sales and tax by country",
    definition:
      "What was paid in the period and the tax in it, by the country that the buyer's card or address told (ISO 3166), before refunds and disputes. Invoices of subscriptions do not tell their country here.",
    scope: "whole",
    by: { title: "Country", unit: "text" },
    measures: [
      { id: "gross", title: "Gross", unit: "money", none: 0 },
      { id: "tax", title: "Tax in it", unit: "money", none: 0 },
      { id: "count", title: "Payments", unit: "count", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", coalesce(p."country", 'not known') AS "of", p."currency",
      sum(p."amount")::float8 AS "gross", sum(p."tax")::float8 AS "tax", count(*)::int AS "count"
    FROM (${completedPayments(asked)}) p GROUP BY 2, 3 ORDER BY 3, 4 DESC, 2`,
)
