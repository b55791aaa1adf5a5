import type { PlanOption } from "@/lib/catalog/rules"

/**
 * Of the plans on sale that open a product `p` the cheapest price, one for each currency, as JSON: what
 * is charged regularly for one period, whatever trial or introduction comes before. A shop has few plans:
 * reading them all costs less than a look into "Plan_groups_idx", which serves whoever has many.
 */
export const plansOf = `
    (SELECT json_agg(c ORDER BY c."place", c."currency") FROM (
       SELECT DISTINCT ON (pp."currency") pl."slug", pl."title", pp."amount", pp."currency",
              pp."periodUnit", pp."periodCount", pp."position" AS "place"
       FROM "Plan" pl JOIN "PlanPrice" pp ON pp."planId" = pl."id" AND pp."archivedAt" IS NULL
       WHERE pl."retiredAt" IS NULL AND pl."groups" && p."groups"
       ORDER BY pp."currency", pp."amount", pl."tier", pp."position") c)`

/** The same as a column of a statement that lists products; only the rows of a page are asked. */
export const plansColumn = `${plansOf} AS "plans"`

/** The column as JSON brings it: null where no plan opens the product. */
export type PlansColumn = { plans: PlanOption[] | null }
