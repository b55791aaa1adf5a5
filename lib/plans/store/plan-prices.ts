import { db } from "@/lib/db"

/** The columns of `PlanPriceRow`. */
export const planPriceFields = {
  id: true,
  periodUnit: true,
  periodCount: true,
  currency: true,
  amount: true,
  trialDays: true,
  introAmount: true,
  introCycles: true,
  durationUnit: true,
  durationCount: true,
  stripePriceId: true,
  stripeCouponId: true,
  plan: {
    select: {
      id: true,
      familyId: true,
      slug: true,
      version: true,
      title: true,
      tier: true,
      features: true,
      groups: true,
      metadata: true,
      stripeProductId: true,
      retiredAt: true,
    },
  },
} as const

/** A plan's price with its plan, as the verbs see it. Amounts in minor units. */
export type PlanPriceRow = NonNullable<Awaited<ReturnType<typeof findPlanPrice>>>

/** A price by its id, on sale or not; null: there is none. */
export async function findPlanPrice(id: string) {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  return db().planPrice.findUnique({ where: { id }, select: planPriceFields })
}

/** A price that is on sale, of a plan that is; null: there is none. */
export async function findSellablePlanPrice(id: string): Promise<PlanPriceRow | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  return db().planPrice.findFirst({
    where: { id, archivedAt: null, plan: { retiredAt: null } },
    select: planPriceFields,
  })
}

/** The price of a plan that Stripe calls so, on sale or not; null: the shop did not make it. */
export async function findPlanPriceByStripeId(stripePriceId: string): Promise<PlanPriceRow | null> {
  return db().planPrice.findUnique({ where: { stripePriceId }, select: planPriceFields })
}

/**
 * The recurring prices of a family that are on sale: by tier, then as their plan lists them. Amounts in
 * minor units.
 */
export async function listFamilyPrices(familyId: string): Promise<PlanPriceRow[]> {
  return db().planPrice.findMany({
    where: {
      archivedAt: null,
      periodUnit: { not: null },
      plan: { familyId, retiredAt: null },
    },
    orderBy: [{ plan: { tier: "asc" } }, { plan: { position: "asc" } }, { position: "asc" }],
    select: planPriceFields,
  })
}

/** Notes what a plan is called at Stripe, unless it has a name there already; what it is called. */
export async function savePlanProduct(planId: string, stripeProductId: string): Promise<string> {
  await db().plan.updateMany({
    where: { id: planId, stripeProductId: null },
    data: { stripeProductId },
  })
  const plan = await db().plan.findUnique({
    where: { id: planId },
    select: { stripeProductId: true },
  })
  return plan?.stripeProductId ?? stripeProductId
}

/** Notes what a plan's price, and its introductory coupon, are called at Stripe. */
export async function savePlanPriceIds(
  planPriceId: string,
  ids: { stripePriceId: string; stripeCouponId: string | null },
): Promise<void> {
  await db().planPrice.updateMany({
    where: { id: planPriceId, stripePriceId: null },
    data: ids,
  })
}

/** A plan as Stripe is to know it. */
export type PlanToPublish = NonNullable<Awaited<ReturnType<typeof findPlanToPublish>>>

/** A plan by its id, with whether a subscription has it; null: there is none. */
export async function findPlanToPublish(id: string) {
  const plan = await db().plan.findUnique({
    where: { id },
    select: {
      id: true,
      slug: true,
      version: true,
      title: true,
      groups: true,
      features: true,
      stripeProductId: true,
    },
  })
  if (!plan) return null
  const { stripeProductId } = plan
  const held = stripeProductId
    ? await db().subscriptionItem.findFirst({ where: { stripeProductId }, select: { id: true } })
    : null
  return { ...plan, isBought: held !== null }
}

/** A plan's prices on sale, in their order. */
export async function listPlanPrices(planId: string): Promise<PlanPriceRow[]> {
  return db().planPrice.findMany({
    where: { planId, archivedAt: null },
    orderBy: { position: "asc" },
    select: planPriceFields,
  })
}

/** The Stripe prices of a plan that left the shelf here, and are still on sale there. */
export async function listStalePrices(planId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "PlanPrice" r JOIN "StripePrice" s ON s."id" = r."stripePriceId"
    WHERE r."planId" = ${planId}::uuid AND r."archivedAt" IS NOT NULL AND s."isActive"
    ORDER BY s."id"`
  return rows.map(({ id }) => id)
}
