import { db } from "@/lib/db"
import { readMetadata } from "@/lib/plans/store/families"

/** The families with the plans that are on sale, and their live prices, each in its order. */
export type FamilyOnSale = Awaited<ReturnType<typeof listFamilies>>[number]
export type PlanOnSale = FamilyOnSale["plans"][number]
export type PriceOnSale = PlanOnSale["prices"][number]

/**
 * What is for sale by plans: families in their order, plans by tier, prices in theirs. Amounts in minor
 * units. A plan without a price, and a family without a plan, is not for sale.
 */
export async function listFamilies() {
  const families = await db().planFamily.findMany({
    where: { plans: { some: { retiredAt: null, prices: { some: { archivedAt: null } } } } },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: {
      id: true,
      slug: true,
      title: true,
      summary: true,
      plans: {
        where: { retiredAt: null, prices: { some: { archivedAt: null } } },
        orderBy: [{ tier: "asc" }, { position: "asc" }, { id: "asc" }],
        select: {
          id: true,
          slug: true,
          version: true,
          title: true,
          summary: true,
          tier: true,
          features: true,
          groups: true,
          metadata: true,
          stripeProductId: true,
          prices: {
            where: { archivedAt: null },
            orderBy: [{ position: "asc" }, { id: "asc" }],
            select: {
              id: true,
              position: true,
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
            },
          },
        },
      },
    },
  })
  return families.map((family) => ({
    ...family,
    plans: family.plans.map((plan) => ({ ...plan, metadata: readMetadata(plan.metadata) })),
  }))
}

let known: { isThere: boolean; until: number } | undefined
const LIFE = 10_000

/**
 * Whether any plan is for sale. Ten seconds old at most: it stands in every page's head, and decides only
 * whether a link is shown.
 */
export async function hasPlansOnSale(): Promise<boolean> {
  if (known && known.until > Date.now()) return known.isThere
  const found = await db().planPrice.findFirst({
    where: { archivedAt: null, plan: { retiredAt: null } },
    select: { id: true },
  })
  known = { isThere: found !== null, until: Date.now() + LIFE }
  return known.isThere
}
