import { db } from "@/lib/db"

/**
 * Whether anything that a customer's plans open at `now` comes with a feature: the products of a
 * subscription's items name theirs, the default plan its own. One statement. A plan that opens no group
 * has no entitlement, and so no feature either.
 */
export async function findFeature(
  customerId: string,
  feature: string,
  now: Date,
): Promise<boolean> {
  const [row] = await db().$queryRaw<{ has: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "Entitlement" e
      LEFT JOIN "SubscriptionItem" i ON i."id" = e."subscriptionItemId"
      LEFT JOIN "StripeProduct" s ON s."id" = i."stripeProductId"
      LEFT JOIN "DefaultPlanPeriod" d ON e."source" = 'default_plan' AND d."startsAt" <= ${now}
        AND (d."endsAt" IS NULL OR d."endsAt" > ${now})
      LEFT JOIN "Plan" p ON p."id" = d."planId"
      WHERE e."customerId" = ${customerId}::uuid AND e."revokedAt" IS NULL
        AND e."startsAt" <= ${now} AND (e."endsAt" IS NULL OR e."endsAt" > ${now})
        AND ${feature} = ANY (COALESCE(s."features", p."features"))
    ) AS "has"`
  return row?.has ?? false
}
