import { fromSql } from "@/lib/reports/store/from-sql"
import { isWithin } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** Which links brought buyers. */
export const salesByCampaign = fromSql(
  {
    id: "sales-by-campaign",
    title: "Sales by campaign",
    definition:
      "What was paid for orders in the period, by the source, medium and campaign that the link to the shop named (utm_source, utm_medium, utm_campaign), before refunds and disputes. Orders of who came otherwise are not in it, nor are subscriptions.",
    scope: "whole",
    by: { title: "Campaign", unit: "text" },
    measures: [
      { id: "gross", title: "Gross", unit: "money", none: 0 },
      { id: "count", title: "Orders", unit: "count", none: 0 },
    ],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", concat_ws(' / ', c."utmSource", c."utmMedium", c."utmCampaign") AS "of", c."currency",
      sum(c."amountTotal")::float8 AS "gross", count(*)::int AS "count"
    FROM "Checkout" c
    WHERE c."status" = 'paid' AND c."amountTotal" > 0 AND ${isWithin(Prisma.sql`c."paidAt"`, asked)}
      AND coalesce(c."utmSource", c."utmMedium", c."utmCampaign") IS NOT NULL
    GROUP BY 2, 3 ORDER BY 3, 4 DESC, 2`,
)
