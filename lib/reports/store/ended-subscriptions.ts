import { fromSql } from "@/lib/reports/store/from-sql"
import { isoOf, isWithin, periodOf, subscriptions } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

const endsAt = Prisma.sql`s."endsAt"`

/** How many subscriptions ended. */
export const endedSubscriptions = fromSql(
  {
    id: "ended-subscriptions",
    title: "Ended subscriptions",
    definition:
      "Subscriptions that ended in the period, or will have: one that was cancelled and runs until a day of the period counts on that day.",
    scope: "periods",
    by: null,
    measures: [{ id: "count", title: "Ended", unit: "count", none: 0 }],
  },
  (asked) => Prisma.sql`
    SELECT coalesce(b."period", 0) AS "period", count(*)::int AS "count"
    FROM (SELECT ${periodOf(endsAt, asked)} AS "period" FROM (${subscriptions}) s
          WHERE ${isWithin(endsAt, asked)}) b
    GROUP BY GROUPING SETS ((b."period"), ())
    ORDER BY 1`,
)

/** When they ended. */
export const endedSubscriptionTimes = fromSql(
  {
    id: "ended-subscription-times",
    title: "When subscriptions ended",
    definition: "Each moment at which subscriptions ended in the period, or will, and how many.",
    scope: "list",
    by: { title: "Moment", unit: "moment" },
    measures: [{ id: "count", title: "Ended", unit: "count", none: 0 }],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", ${isoOf(endsAt)} AS "of", count(*)::int AS "count"
    FROM (${subscriptions}) s WHERE ${isWithin(endsAt, asked)}
    GROUP BY ${endsAt} ORDER BY ${endsAt}`,
)

/** How long they lasted. */
export const endedSubscriptionAges = fromSql(
  {
    id: "ended-subscription-ages",
    title: "How long subscriptions last",
    definition:
      "Whole days from the beginning to the end of subscriptions that ended in the period, and of those of which somebody asked in the period that they end later.",
    scope: "list",
    by: { title: "Age at its end", unit: "days" },
    measures: [{ id: "count", title: "Subscriptions", unit: "count", none: 0 }],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", count(*)::int AS "count",
      floor(extract(epoch FROM ${endsAt} - s."startedAt") / 86400)::float8 AS "of"
    FROM (${subscriptions}) s
    WHERE ${isWithin(endsAt, asked)}
      OR (${endsAt} >= ${asked.until} AND ${isWithin(Prisma.sql`s."canceledAt"`, asked)})
    GROUP BY 3 ORDER BY 3`,
)
