import { db } from "@/lib/db"

/**
 * Whether a customer has what a price would give: a running subscription of its family, or, where it is
 * bought once, the plan itself. A subscription that is unpaid for good stands in nobody's way.
 */
export async function hasRunningPlan(
  customerId: string,
  price: { periodUnit: string | null; plan: { id: string; familyId: string } },
): Promise<boolean> {
  const isRecurring = price.periodUnit !== null
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "Subscription" s
    JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
    JOIN "Plan" p ON p."stripeProductId" = i."stripeProductId"
    WHERE s."customerId" = ${customerId}::uuid AND s."cancelledBecause" IS NULL
      AND s."isRecurring" = ${isRecurring}
      AND s."status" IN ('trialing', 'active', 'past_due', 'paused')
      AND CASE WHEN ${isRecurring} THEN p."familyId" = ${price.plan.familyId}::uuid
          ELSE p."id" = ${price.plan.id}::uuid AND i."periodEndsAt" IS NULL END
    LIMIT 1`
  return rows.length > 0
}

/** A plan that a customer has. */
export type RunningPlan = {
  familyId: string
  planId: string
  slug: string
  title: string
  tier: number
  /** False: bought once. */
  isRecurring: boolean
  stripePriceId: string
}

/** The plans that a customer has, as `hasRunningPlan` sees them; those of recurring subscriptions first. */
export async function listRunningPlans(customerId: string): Promise<RunningPlan[]> {
  return db().$queryRaw<RunningPlan[]>`
    SELECT p."familyId"::text AS "familyId", p."id"::text AS "planId", p."slug", p."title", p."tier",
      s."isRecurring", i."stripePriceId"
    FROM "Subscription" s
    JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
    JOIN "Plan" p ON p."stripeProductId" = i."stripeProductId"
    WHERE s."customerId" = ${customerId}::uuid AND s."cancelledBecause" IS NULL
      AND s."status" IN ('trialing', 'active', 'past_due', 'paused')
      AND (s."isRecurring" OR i."periodEndsAt" IS NULL)
    ORDER BY s."isRecurring" DESC, s."startedAt", s."id"`
}
