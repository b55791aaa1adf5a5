import { fromSql } from "@/lib/reports/store/from-sql"
import { isoOf, isWithin, periodOf, subscriptions } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

const startedAt = Prisma.sql`s."startedAt"`

/** How many subscriptions began. */
export const newSubscriptions = fromSql(
  {
    id: "new-subscriptions",
    title: "New subscriptions",
    definition:
      "Subscriptions that began in the period, with a trial or without, and plans that were bought once. Those whose first payment never came are left out.",
    scope: "periods",
    by: null,
    measures: [{ id: "count", title: "New", unit: "count", none: 0, isHeadline: true }],
  },
  (asked) => Prisma.sql`
    SELECT coalesce(b."period", 0) AS "period", count(*)::int AS "count"
    FROM (SELECT ${periodOf(startedAt, asked)} AS "period" FROM (${subscriptions}) s
          WHERE ${isWithin(startedAt, asked)}) b
    GROUP BY GROUPING SETS ((b."period"), ())
    ORDER BY 1`,
)

/** When they began. */
export const newSubscriptionTimes = fromSql(
  {
    id: "new-subscription-times",
    title: "When subscriptions began",
    definition: "Each moment at which subscriptions began in the period, and how many.",
    scope: "list",
    by: { title: "Moment", unit: "moment" },
    measures: [{ id: "count", title: "New", unit: "count", none: 0 }],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", ${isoOf(startedAt)} AS "of", count(*)::int AS "count"
    FROM (${subscriptions}) s WHERE ${isWithin(startedAt, asked)}
    GROUP BY ${startedAt} ORDER BY ${startedAt}`,
)
