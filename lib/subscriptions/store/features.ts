import { db } from "@/lib/db"

/** The features that these Stripe products name, as the mirror has them. */
export async function listFeatures(stripeProductIds: string[]): Promise<string[]> {
  if (stripeProductIds.length === 0) return []
  const rows = await db().stripeProduct.findMany({
    where: { id: { in: stripeProductIds } },
    select: { features: true },
  })
  return rows.flatMap(({ features }) => features)
}

/** The features of the plan that is the default one at a time. */
export async function listDefaultFeatures(at: Date): Promise<string[]> {
  const row = await db().defaultPlanPeriod.findFirst({
    where: { startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
    select: { plan: { select: { features: true } } },
  })
  return row?.plan.features ?? []
}
