import { publishPlanProduct } from "@/lib/plans/publish-plan-product"
import {
  findPlanPrice,
  findPlanToPublish,
  type PlanPriceRow,
  savePlanPriceIds,
} from "@/lib/plans/store/plan-prices"
import { getShopId } from "@/lib/shop/store"
import { createPlanCoupon, createPlanPrice } from "@/lib/stripe/plans"
import { savePrices } from "@/lib/subscriptions/store/products"

/** What a plan's price is called at Stripe. */
export type PublishedPrice = { stripePriceId: string; stripeCouponId: string | null }

/**
 * Makes a plan's price, its product and its introductory coupon known at Stripe, where they are not yet,
 * and keeps what Stripe answers in the mirror: the product's metadata name the groups that it opens. Run
 * again, or twice at once, it makes nothing twice. Throws the SDK's errors. Not inside a transaction.
 */
export async function publishPlanPrice(price: PlanPriceRow): Promise<PublishedPrice> {
  const { stripePriceId, stripeCouponId } = price
  if (stripePriceId) return { stripePriceId, stripeCouponId }
  const shopId = await getShopId()
  const productId = price.plan.stripeProductId ?? (await publishProduct(price.plan.id))
  const made = await createPlanPrice({ ...price, productId, shopId })
  await savePrices([made.snapshot], made.versionAt)
  const coupon = await couponFor(price, productId, shopId)
  await savePlanPriceIds(price.id, { stripePriceId: made.snapshot.id, stripeCouponId: coupon })
  const kept = await findPlanPrice(price.id)
  return {
    stripePriceId: kept?.stripePriceId ?? made.snapshot.id,
    stripeCouponId: kept?.stripeCouponId ?? coupon,
  }
}

async function publishProduct(planId: string): Promise<string> {
  const plan = await findPlanToPublish(planId)
  if (!plan) throw new Error("A price without its plan can't be published.")
  return publishPlanProduct(plan)
}

async function couponFor(
  price: PlanPriceRow,
  productId: string,
  shopId: string,
): Promise<string | null> {
  const { id, introAmount, introCycles, amount, currency, periodUnit, periodCount } = price
  if (introAmount === null || introCycles === null || introAmount >= amount) return null
  return createPlanCoupon({
    planPriceId: id,
    shopId,
    productId,
    amountOff: amount - introAmount,
    currency,
    cycles: introCycles,
    periodUnit,
    periodCount,
  })
}
