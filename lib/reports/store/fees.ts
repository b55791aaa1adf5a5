import type { Asked } from "@/lib/reports/rules/metric"
import { fromSql } from "@/lib/reports/store/from-sql"
import { isWithin, periodOf } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** What Stripe took of what came in. */
export const fees = fromSql(
  {
    id: "fees",
    title: "Stripe's fees",
    definition:
      "What Stripe took in the period for the shop's payments and disputes, in the currency of the balance that it was taken from, which may be another than was paid. Known within minutes of a payment. What Stripe bills apart, by the month, is not in it.",
    scope: "periods",
    by: null,
    measures: [
      { id: "total", title: "Fees", unit: "money", none: 0 },
      { id: "payments", title: "Of payments", unit: "money", none: 0 },
      { id: "disputes", title: "Of disputes", unit: "money", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    SELECT coalesce(b."period", 0) AS "period", b."currency", sum(b."fee")::float8 AS "total",
      coalesce(sum(b."fee") FILTER (WHERE b."source" <> 'dispute'), 0)::float8 AS "payments",
      coalesce(sum(b."fee") FILTER (WHERE b."source" = 'dispute'), 0)::float8 AS "disputes"
    FROM (
      SELECT t.*, ${periodOf(Prisma.sql`t."createdAt"`, asked)} AS "period"
      FROM (${ofShop("Checkout", asked)} UNION ALL ${ofShop("InvoicePayment", asked)}) t) b
    GROUP BY GROUPING SETS ((b."period", b."currency"), (b."currency"))
    ORDER BY 2, 1`,
)

// A payment intent is known here as an order's or as an invoice's, never as both.
function ofShop(table: "Checkout" | "InvoicePayment", asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT t."currency", t."fee", t."source", t."createdAt" FROM "BalanceTransaction" t
    JOIN ${Prisma.raw(`"${table}"`)} p ON p."stripePaymentIntentId" = t."stripePaymentIntentId"
    WHERE t."fee" <> 0 AND ${isWithin(Prisma.sql`t."createdAt"`, asked)}`
}
