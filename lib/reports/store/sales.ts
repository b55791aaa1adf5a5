import { fromSql } from "@/lib/reports/store/from-sql"
import { completedPayments, disputes, periodOf, refunds } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** What came in and what of it stayed. */
export const sales = fromSql(
  {
    id: "sales",
    title: "Sales",
    definition:
      "What was paid in the period, tax included (gross), less the refunds that were made and the disputes that were opened in it and are not won (net): each counts when it happens, so a past period's sales stay as they were when a later refund comes.",
    scope: "periods",
    by: null,
    measures: [
      { id: "net", title: "Net", unit: "money", none: 0, isHeadline: true },
      { id: "gross", title: "Gross", unit: "money", none: 0 },
      { id: "tax", title: "Tax in it", unit: "money", none: 0 },
      { id: "refunded", title: "Refunded", unit: "money", none: 0 },
      { id: "disputed", title: "Disputed", unit: "money", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    WITH moved AS (
      SELECT p."currency", p."at", p."amount" AS "gross", p."tax", 0 AS "refunded", 0 AS "disputed"
      FROM (${completedPayments(asked)}) p
      UNION ALL SELECT r."currency", r."at", 0, 0, r."amount", 0 FROM (${refunds(asked)}) r
      UNION ALL SELECT d."currency", d."at", 0, 0, 0, d."amount" FROM (${disputes(asked)}) d)
    SELECT coalesce(b."period", 0) AS "period", b."currency",
      sum(b."gross" - b."refunded" - b."disputed")::float8 AS "net", sum(b."gross")::float8 AS "gross",
      sum(b."tax")::float8 AS "tax", sum(b."refunded")::float8 AS "refunded",
      sum(b."disputed")::float8 AS "disputed"
    FROM (SELECT m.*, ${periodOf(Prisma.sql`m."at"`, asked)} AS "period" FROM moved m) b
    GROUP BY GROUPING SETS ((b."period", b."currency"), (b."currency"))
    ORDER BY 2, 1`,
)
