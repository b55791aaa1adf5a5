import { db } from "@/lib/db"

const fields = {
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
  return db().planPrice.findUnique({ where: { id }, select: fields })
}

/** A price that is on sale, of a plan that is; null: there is none. */
export async function findSellablePlanPrice(id: string): Promise<PlanPriceRow | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  return db().planPrice.findFirst({
    where: { id, archivedAt: null, plan: { retiredAt: null } },
    select: fields,
  })
}

/** The price of a plan that Stripe calls so, on sale or not; null: the shop did not make it. */
export async function findPlanPriceByStripeId(stripePriceId: string): Promise<PlanPriceRow | null> {
  return db().planPrice.findUnique({ where: { stripePriceId }, select: fields })
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
    select: fields,
  })
}

/** Notes what a plan is called at Stripe. */
export async function savePlanProduct(planId: string, stripeProductId: string): Promise<void> {
  await db().plan.updateMany({
    where: { id: planId, stripeProductId: null },
    data: { stripeProductId },
  })
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
