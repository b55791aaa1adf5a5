import { listFamilies } from "@/lib/plans/store/plans"
import { readTerms } from "@/lib/plans/store/terms"

/**
 * The families, plans and prices on sale, for whoever builds a page or an app of their own (GET
 * /api/plans). Amounts in minor units. Ids are never used again; what a plan is called by other providers
 * stands in its metadata.
 */
export async function listPlans() {
  const families = await listFamilies()
  return {
    families: families.map(({ id, slug, title, summary, plans }) => ({
      id,
      slug,
      title,
      summary,
      plans: plans.map(({ prices, ...plan }) => ({
        ...plan,
        prices: prices.map((price) => {
          const { id: priceId, position, stripePriceId } = price
          return { id: priceId, position, ...readTerms(price), stripePriceId }
        }),
      })),
    })),
  }
}
