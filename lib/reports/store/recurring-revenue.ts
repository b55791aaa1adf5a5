import { fromSql } from "@/lib/reports/store/from-sql"
import { spansOf, subscriptions } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** What all subscriptions bring in a month. */
export const recurringRevenue = fromSql(
  {
    id: "recurring-revenue",
    title: "Monthly recurring revenue",
    definition:
      "What the paying subscriptions that run at the end of the period (of one that is not over: now) bring in a month: a yearly price by twelve, a weekly one times 365/84. At the prices and quantities that they have today, without coupons. Trials, paused and unpaid subscriptions bring nothing.",
    scope: "periods",
    by: null,
    measures: [
      { id: "amount", title: "A month", unit: "money", none: 0, isHeadline: true },
      { id: "subscriptions", title: "Paying", unit: "count", none: 0 },
    ],
  },
  ({ now, ...asked }) => Prisma.sql`
    WITH c AS MATERIALIZED (${paying})
    SELECT p."n" AS "period", c."currency", round(sum(c."monthly"))::float8 AS "amount",
      count(*)::int AS "subscriptions"
    FROM (SELECT "n", least("until", ${now}::timestamptz) AS "at" FROM (${spansOf({ now, ...asked })}) a) p
    JOIN c ON c."paysFrom" < p."at" AND (c."paysUntil" IS NULL OR c."paysUntil" >= p."at")
    GROUP BY p."n", c."currency" ORDER BY 2, 1`,
)

const paying = Prisma.sql`
  SELECT s."id", r."currency", coalesce(s."trialEndsAt", s."startedAt") AS "paysFrom",
    least(s."endsAt", s."pausedAt") AS "paysUntil",
    sum(r."amount"::numeric * i."quantity" / r."periodCount" * CASE r."periodUnit"
      WHEN 'year' THEN 1.0 / 12 WHEN 'month' THEN 1 WHEN 'week' THEN 365.0 / 84 ELSE 365.0 / 12 END) AS "monthly"
  FROM (${subscriptions}) s
  JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
  JOIN "StripePrice" r ON r."id" = i."stripePriceId" AND r."periodUnit" IS NOT NULL AND r."amount" > 0
  WHERE s."isRecurring" AND s."pauseCollection" IS NULL AND s."status" <> 'unpaid'
  GROUP BY 1, 2, 3, 4`
