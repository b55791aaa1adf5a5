import type { Asked } from "@/lib/reports/rules/metric"
import { fromSql } from "@/lib/reports/store/from-sql"
import { spansOf, subscriptions } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** How many subscriptions ran, and of how many people. */
export const activeSubscriptions = fromSql(
  {
    id: "active-subscriptions",
    title: "Active subscriptions",
    definition:
      "Subscriptions that had begun and had not ended at some moment of the period, trials, paused and unpaid ones included. Whoever has two counts once among the users. The figure of a whole is not the sum of its parts, for one that goes on is in each of them.",
    scope: "periods",
    by: null,
    measures: [
      { id: "subscriptions", title: "Active", unit: "count", none: 0, isHeadline: true },
      { id: "users", title: "Users", unit: "count", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    WITH s AS MATERIALIZED (SELECT x."customerId", x."startedAt", x."endsAt" FROM (${subscriptions}) x)
    SELECT p."n" AS "period", own."subscriptions", own."users"
    FROM (${spansOf(asked)}) p CROSS JOIN LATERAL (
      SELECT count(*)::int AS "subscriptions", count(DISTINCT s."customerId")::int AS "users"
      FROM s WHERE s."startedAt" < p."until" AND (s."endsAt" IS NULL OR s."endsAt" > p."since")) own
    ORDER BY p."n"`,
)

/** How old they are. */
export const activeSubscriptionAges = fromSql(
  {
    id: "active-subscription-ages",
    title: "Ages of active subscriptions",
    definition:
      "Whole days from the beginning of each active subscription to the end of the period: to its own end, or to now, where that is earlier.",
    scope: "list",
    by: { title: "Age", unit: "days" },
    measures: [{ id: "count", title: "Subscriptions", unit: "count", none: 0 }],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", count(*)::int AS "count", greatest(0, floor(extract(epoch FROM
        least(s."endsAt", ${asked.until}::timestamptz, ${asked.now}::timestamptz) - s."startedAt") / 86400))::float8 AS "of"
    FROM (${active(asked)}) s GROUP BY 3 ORDER BY 3`,
)

/** What is subscribed to. */
export const activePlans = fromSql(
  {
    id: "active-plans",
    title: "Plans that are subscribed to",
    definition:
      "The plans of the subscriptions that were active in the period, as they are now or were at their end, with how many of each: a subscription to three seats has a quantity of three.",
    scope: "whole",
    by: { title: "Plan", unit: "text" },
    measures: [
      { id: "quantity", title: "Quantity", unit: "count", none: 0 },
      { id: "subscriptions", title: "Subscriptions", unit: "count", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", x."plan" AS "of", sum(x."quantity")::int AS "quantity",
      count(DISTINCT x."id")::int AS "subscriptions"
    FROM (${plansOf(asked)}) x GROUP BY x."plan" ORDER BY 3 DESC, 2`,
)

/** In which quantities. */
export const activeQuantities = fromSql(
  {
    id: "active-quantities",
    title: "Plans and quantities",
    definition: "How many active subscriptions have which plan in which quantity.",
    scope: "list",
    by: { title: "Plan and quantity", unit: "text" },
    measures: [{ id: "count", title: "Subscriptions", unit: "count", none: 0 }],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", x."plan" || ' × ' || x."quantity" AS "of", count(*)::int AS "count"
    FROM (${plansOf(asked)}) x GROUP BY x."plan", x."quantity" ORDER BY x."plan", x."quantity"`,
)

const active = ({ since, until }: Asked) => Prisma.sql`
  SELECT s.* FROM (${subscriptions}) s
  WHERE s."startedAt" < ${until} AND (s."endsAt" IS NULL OR s."endsAt" > ${since})`

const plansOf = (asked: Asked) => Prisma.sql`
  SELECT s."id", i."quantity", coalesce(p."title", t."name", i."stripeProductId") AS "plan"
  FROM (${active(asked)}) s
  JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
  LEFT JOIN "Plan" p ON p."stripeProductId" = i."stripeProductId"
  LEFT JOIN "StripeProduct" t ON t."id" = i."stripeProductId"`
