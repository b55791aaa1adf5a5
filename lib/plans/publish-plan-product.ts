import { type PlanToPublish, savePlanProduct } from "@/lib/plans/store/plan-prices"
import { getShopId } from "@/lib/shop/store"
import { createPlanProduct, renamePlanProduct, updatePlanProduct } from "@/lib/stripe/plans"
import { findProduct, saveProduct } from "@/lib/subscriptions/store/products"

/**
 * Brings a plan's product at Stripe to what the plan is here, and keeps what Stripe answers. What the
 * product of a plan that was bought opens is left alone. Gives the product's id. Throws the SDK's errors.
 */
export async function publishPlanProduct(plan: PlanToPublish): Promise<string> {
  const id = plan.stripeProductId
  if (!id) return makeProduct(plan)
  const known = await findProduct(id)
  if (!known) return id
  const isSame = sameNames(known.groups, plan.groups) && sameNames(known.features, plan.features)
  if (isSame || plan.isBought) {
    if (known.name !== plan.title) await saveProduct(await renamePlanProduct(id, plan.title))
    return id
  }
  await saveProduct(await updatePlanProduct(id, { ...plan, shopId: await getShopId() }, known))
  return id
}

async function makeProduct(plan: PlanToPublish): Promise<string> {
  const made = await createPlanProduct({ ...plan, shopId: await getShopId() })
  await saveProduct(made)
  // Another process may have been faster with a product of its own: that one counts.
  return savePlanProduct(plan.id, made.snapshot.id)
}

function sameNames(a: string[], b: string[]): boolean {
  return a.toSorted().join() === b.toSorted().join()
}
