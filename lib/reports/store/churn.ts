import { fromSql } from "@/lib/reports/store/from-sql"
import { spansOf, subscriptions } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** Which part of the subscriptions ended. */
export const churn = fromSql(
  {
    id: "churn",
    title: "Churn",
    definition:
      "Of the subscriptions that renew and were active when the period began, the share that ended in it, or will have. Those that began in it are in neither number.",
    scope: "periods",
    by: null,
    measures: [
      { id: "share", title: "Churn", unit: "share", none: null, isHeadline: true },
      { id: "active", title: "Active at its beginning", unit: "count", none: 0 },
      { id: "ended", title: "Ended of those", unit: "count", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    WITH s AS MATERIALIZED (
      SELECT x."startedAt", x."endsAt" FROM (${subscriptions}) x WHERE x."isRecurring")
    SELECT p."n" AS "period", c.*, c."ended"::float8 / nullif(c."active", 0) AS "share"
    FROM (${spansOf(asked)}) p CROSS JOIN LATERAL (
      SELECT count(*)::int AS "active", (count(*) FILTER (WHERE s."endsAt" < p."until"))::int AS "ended"
      FROM s
      WHERE s."startedAt" < p."since" AND (s."endsAt" IS NULL OR s."endsAt" >= p."since")) c
    ORDER BY 1`,
)
