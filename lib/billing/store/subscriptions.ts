import type { Rival } from "@/lib/billing/rules"
import { db } from "@/lib/db"

/**
 * The running, recurring subscriptions of a subscription's customer that share a family of plans with
 * it, itself included. One that is unpaid for good stands in nobody's way, and one that the shop has
 * refused already is none.
 */
export async function listFamilyRivals(subscriptionId: string): Promise<Rival[]> {
  return db().$queryRaw<Rival[]>`
    WITH own AS (
      SELECT s."customerId", array_agg(p."familyId") AS families
      FROM "Subscription" s
      JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
      JOIN "Plan" p ON p."stripeProductId" = i."stripeProductId"
      WHERE s."id" = ${subscriptionId}::uuid GROUP BY 1)
    SELECT DISTINCT s."id"::text, s."stripeSubscriptionId", s."startedAt", s."createdAt"
    FROM own
    JOIN "Subscription" s ON s."customerId" = own."customerId" AND s."isRecurring"
      AND s."status" IN ('trialing', 'active', 'past_due', 'paused') AND s."cancelledBecause" IS NULL
    JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
    JOIN "Plan" p ON p."stripeProductId" = i."stripeProductId" AND p."familyId" = ANY(own.families)`
}

/** Notes why the shop ends a subscription; from now on it opens nothing. */
export async function saveRefusal(
  subscriptionId: string,
  reason: "duplicate" | "trial_used",
): Promise<void> {
  await db().subscription.updateMany({
    where: { id: subscriptionId, cancelledBecause: null },
    data: { cancelledBecause: reason },
  })
}

/** What ending a subscription needs to know. */
export async function findEnding(subscriptionId: string) {
  return db().subscription.findUnique({
    where: { id: subscriptionId },
    select: { stripeSubscriptionId: true, cancelledBecause: true, status: true },
  })
}

/** What limiting a subscription needs to know: how long its plan's price lasts at the longest. */
export async function findLimit(subscriptionId: string) {
  const row = await db().subscription.findUnique({
    where: { id: subscriptionId },
    select: {
      stripeSubscriptionId: true,
      startedAt: true,
      trialEndsAt: true,
      cancelAt: true,
      endedAt: true,
      planPriceId: true,
    },
  })
  if (!row?.planPriceId) return null
  const price = await db().planPrice.findUnique({
    where: { id: row.planPriceId },
    select: { durationUnit: true, durationCount: true },
  })
  if (!price?.durationUnit || !price.durationCount) return null
  return { ...row, duration: { unit: price.durationUnit, count: price.durationCount } }
}
