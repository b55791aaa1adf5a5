import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** Whether any of these plans is on sale, or ever was. */
export async function hasPlan(slugs: string[]): Promise<boolean> {
  const where = { slug: { in: slugs } }
  return (await db().plan.findFirst({ where, select: { id: true } })) !== null
}

// What anybody ever began to choose, has, or had by default: its rows are needed for ever.
const isSold = Prisma.sql`(
  EXISTS (SELECT FROM "PlanCheckout" c JOIN "PlanPrice" r ON r."id" = c."planPriceId"
          WHERE r."planId" = p."id")
  OR EXISTS (SELECT FROM "SubscriptionItem" i WHERE i."stripeProductId" = p."stripeProductId")
  OR EXISTS (SELECT FROM "DefaultPlanPeriod" d WHERE d."planId" = p."id"))`

/**
 * Takes the demonstration's plans off the shelf: those that nobody ever chose are deleted, with families
 * that are empty then; the others are retired, and who has one keeps it. How many of each.
 */
export async function removeDemoPlans(
  now: Date,
): Promise<{ removedPlans: number; retiredPlans: number }> {
  const retiredPlans = await db().$executeRaw`
    UPDATE "Plan" p SET "retiredAt" = ${now}
    WHERE p."isDemo" AND p."retiredAt" IS NULL AND ${isSold}`
  const plans = await db().$queryRaw<{ id: string; familyId: string }[]>`
    SELECT p."id"::text AS "id", p."familyId"::text AS "familyId" FROM "Plan" p
    WHERE p."isDemo" AND NOT ${isSold} FOR UPDATE`
  const ids = plans.map(({ id }) => id)
  await db().planPrice.deleteMany({ where: { planId: { in: ids } } })
  await db().plan.deleteMany({ where: { id: { in: ids } } })
  await db().planFamily.deleteMany({
    where: { id: { in: plans.map(({ familyId }) => familyId) }, plans: { none: {} } },
  })
  return { removedPlans: ids.length, retiredPlans }
}
