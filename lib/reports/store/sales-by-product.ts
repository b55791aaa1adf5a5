import type { Asked } from "@/lib/reports/rules/metric"
import { fromSql } from "@/lib/reports/store/from-sql"
import { disputes, isWithin, refunds } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** What each product and plan brought in. */
export const salesByProduct = fromSql(
  {
    id: "sales-by-product",
    title: "Sales by product",
    definition:
      "What was paid in the period for each product and plan, tax included, less refunds and disputes of that period. A refund or dispute that names no line of its order is shared among the order's lines by what they cost, to the last cent. An invoice belongs to the plan of its largest line.",
    scope: "whole",
    by: { title: "Product or plan", unit: "text" },
    measures: [
      { id: "net", title: "Net", unit: "money", none: 0 },
      { id: "gross", title: "Gross", unit: "money", none: 0 },
      { id: "refunded", title: "Refunded", unit: "money", none: 0 },
      { id: "disputed", title: "Disputed", unit: "money", none: 0 },
      { id: "count", title: "Sold", unit: "count", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    WITH taken AS (
      SELECT r.*, false AS "isDispute" FROM (${refunds(asked)}) r
      UNION ALL SELECT d.*, true FROM (${disputes(asked)}) d),
    moved AS (${linesSold(asked)} UNION ALL ${linesTaken} UNION ALL ${plansSold(asked)} UNION ALL ${plansTaken}),
    summed AS (
      SELECT m."key", m."currency", sum(m."gross") AS "gross", sum(m."refunded") AS "refunded",
        sum(m."disputed") AS "disputed", sum(m."sold") AS "count"
      FROM moved m GROUP BY m."key", m."currency"),
    named AS (
      SELECT s.*, coalesce(p."title", l."title", t."name", 'No longer known') AS "title",
        coalesce(p."slug", l."slug", s."key") AS "slug"
      FROM summed s
      LEFT JOIN "Product" p ON p."id"::text = s."key"
      LEFT JOIN LATERAL (
        SELECT v."title", v."slug" FROM "Plan" v WHERE 'plan ' || v."slug" = s."key"
        ORDER BY v."version" DESC LIMIT 1) l ON true
      LEFT JOIN "StripeProduct" t ON t."id" = s."key")
    SELECT 0 AS "period", n."currency",
      CASE WHEN count(*) OVER (PARTITION BY n."title", n."currency") = 1 THEN n."title"
        ELSE n."title" || ' (' || n."slug" || ')' END AS "of",
      (n."gross" - n."refunded" - n."disputed")::float8 AS "net", n."gross"::float8 AS "gross",
      n."refunded"::float8 AS "refunded", n."disputed"::float8 AS "disputed", n."count"::int AS "count"
    FROM named n ORDER BY 2, 4 DESC, 3`,
)

const linesSold = (asked: Asked) => Prisma.sql`
  SELECT e."productId"::text AS "key", c."currency", sum(l."amountTotal") AS "gross",
    0 AS "refunded", 0 AS "disputed", count(*) AS "sold"
  FROM "Checkout" c JOIN "CheckoutLine" l ON l."checkoutId" = c."id"
  JOIN "Edition" e ON e."id" = l."editionId"
  WHERE c."status" = 'paid' AND l."amountTotal" > 0 AND ${isWithin(Prisma.sql`c."paidAt"`, asked)}
  GROUP BY 1, 2`

// A line's share is what all lines up to it have of the amount, less what those before it have: rounded
// down each time, the shares of all lines are the whole amount.
const linesTaken = Prisma.sql`
  SELECT e."productId"::text, s."currency", 0,
    CASE WHEN s."isDispute" THEN 0 ELSE s."share" END, CASE WHEN s."isDispute" THEN s."share" ELSE 0 END, 0
  FROM (
    SELECT t."currency", t."isDispute", l."editionId",
      div(t."amount"::numeric * sum(l."amountTotal") OVER upto, nullif(sum(l."amountTotal") OVER whole, 0))
        - div(t."amount"::numeric * (sum(l."amountTotal") OVER upto - l."amountTotal"),
            nullif(sum(l."amountTotal") OVER whole, 0)) AS "share"
    FROM taken t JOIN "CheckoutLine" l ON l."checkoutId" = t."checkoutId"
      AND (t."lineId" IS NULL OR t."lineId" = l."id")
    WINDOW whole AS (PARTITION BY t."id"),
      upto AS (PARTITION BY t."id" ORDER BY l."position" ROWS UNBOUNDED PRECEDING)
  ) s JOIN "Edition" e ON e."id" = s."editionId"`

// The Stripe product of an invoice's largest line: what a change of plans leads to, not what it leaves.
const planOf = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT line ->> 'stripePriceId' AS "price" FROM jsonb_array_elements(i."lines") line
    ORDER BY (line ->> 'amount')::bigint DESC LIMIT 1) largest ON true
  LEFT JOIN "StripePrice" sp ON sp."id" = largest."price"
  LEFT JOIN "PlanPrice" pp ON pp."stripePriceId" = largest."price"
  LEFT JOIN "Plan" pl ON pl."id" = pp."planId"
  LEFT JOIN "Plan" ps ON ps."stripeProductId" = sp."stripeProductId"`
// All versions of a plan are one.
const planKey = Prisma.sql`
  coalesce('plan ' || pl."slug", 'plan ' || ps."slug", sp."stripeProductId", 'none')`

const plansSold = (asked: Asked) => Prisma.sql`
  SELECT ${planKey}, i."currency", sum(i."amountPaid"), 0, 0, count(*)
  FROM "Invoice" i ${planOf}
  WHERE i."status" = 'paid' AND i."amountPaid" > 0 AND ${isWithin(Prisma.sql`i."paidAt"`, asked)}
  GROUP BY 1, 2`

const plansTaken = Prisma.sql`
  SELECT ${planKey}, t."currency", 0,
    CASE WHEN t."isDispute" THEN 0 ELSE t."amount" END, CASE WHEN t."isDispute" THEN t."amount" ELSE 0 END, 0
  FROM taken t JOIN "Invoice" i ON i."id" = t."invoiceId" ${planOf}`
