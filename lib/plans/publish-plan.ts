import { AppError } from "@/lib/errors"
import { publishPlanPrice } from "@/lib/plans/publish-plan-price"
import { publishPlanProduct } from "@/lib/plans/publish-plan-product"
import { findPlanToPublish, listPlanPrices, listStalePrices } from "@/lib/plans/store/plan-prices"
import { stripeFailure } from "@/lib/stripe/failures"
import { endPlanPrice } from "@/lib/stripe/plans"
import { savePrices } from "@/lib/subscriptions/store/products"

/**
 * Brings Stripe to what a plan is here: its product with what it opens, its prices, and that those
 * which left the shelf are not sold any more. Run again it does only what is left to do. Throws AppError
 * "unavailable" when Stripe does not do its part. Not inside a transaction.
 */
export async function publishPlan(planId: string): Promise<void> {
  const plan = await findPlanToPublish(planId)
  if (!plan) return
  try {
    await publishPlanProduct(plan)
    for (const price of await listPlanPrices(planId)) await publishPlanPrice(price)
    for (const stripePriceId of await listStalePrices(planId)) {
      const { snapshot, versionAt } = await endPlanPrice(stripePriceId)
      await savePrices([snapshot], versionAt)
    }
  } catch (error) {
    const failure = stripeFailure(error)
    if (!failure) throw error
    const told = error instanceof Error ? error.message : "no answer"
    throw new AppError(
      "unavailable",
      failure === "defect" || failure === "not-found"
        ? `The plans are saved in the shop, but Stripe refused the plan ${plan.slug}: ${told} Mend that, and run the command again.`
        : "The plans are saved in the shop, but Stripe did not answer, so it knows only some of them. Run the same command again in a while: it does what is left.",
      { cause: error },
    )
  }
}
