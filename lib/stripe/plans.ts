import { createHash, randomUUID } from "node:crypto"
import { toStripeAmount } from "@/lib/stripe/amounts"
import { answeredAt, stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"
import { writeNames } from "@/lib/stripe/metadata"
import type { Versioned } from "@/lib/stripe/snapshots"
import {
  type PriceSnapshot,
  type ProductSnapshot,
  readPrice,
  readProduct,
} from "@/lib/stripe/subscription-snapshots"

type Unit = "day" | "week" | "month" | "year"

/** What of a plan stands at Stripe. */
export type PlanProduct = {
  id: string
  shopId: string
  slug: string
  version: number
  title: string
  groups: string[]
  features: string[]
}

// Digital goods, https://docs.stripe.com/tax/tax-codes
const DIGITAL_GOODS = "txcd_10000000"

/**
 * Makes the product of a plan's version; its metadata names what it opens. Once for each plan as it is:
 * under one key Stripe refuses other parameters than the first (https://docs.stripe.com/api/idempotent_requests),
 * and a plan may be edited after a call that was not answered.
 */
export async function createPlanProduct(plan: PlanProduct): Promise<Versioned<ProductSnapshot>> {
  const params = { name: plan.title, tax_code: DIGITAL_GOODS, metadata: metadataOf(plan) }
  const state = createHash("sha256").update(JSON.stringify(params)).digest("base64url")
  const answer = await once(`plan/${plan.id}/${state}`, (idempotencyKey) =>
    stripe().products.create(params, { idempotencyKey }),
  )
  return { snapshot: readProduct(answer), versionAt: answeredAt(answer) }
}

/** Changes the product of a plan that nobody has bought yet. */
export async function updatePlanProduct(
  productId: string,
  plan: PlanProduct,
  former: { groups: string[]; features: string[] },
): Promise<Versioned<ProductSnapshot>> {
  // An empty value removes a name that is not needed any more.
  const before = {
    ...writeNames(former.groups, "groups"),
    ...writeNames(former.features, "features"),
  }
  const cleared = Object.fromEntries(Object.keys(before).map((name) => [name, ""]))
  const answer = await stripe().products.update(productId, {
    name: plan.title,
    metadata: { ...cleared, ...metadataOf(plan) },
  })
  return { snapshot: readProduct(answer), versionAt: answeredAt(answer) }
}

/** Changes what the product of a plan is called, and nothing that it opens. */
export async function renamePlanProduct(
  productId: string,
  title: string,
): Promise<Versioned<ProductSnapshot>> {
  const answer = await stripe().products.update(productId, { name: title })
  return { snapshot: readProduct(answer), versionAt: answeredAt(answer) }
}

/** Takes a price off the shelf; subscriptions that have it go on. */
export async function endPlanPrice(stripePriceId: string): Promise<Versioned<PriceSnapshot>> {
  const answer = await stripe().prices.update(stripePriceId, { active: false })
  return { snapshot: readPrice(answer), versionAt: answeredAt(answer) }
}

function metadataOf(plan: PlanProduct): Record<string, string> {
  return {
    kiosk: plan.shopId,
    plan: plan.slug,
    version: String(plan.version),
    ...writeNames(plan.groups, "groups"),
    ...writeNames(plan.features, "features"),
  }
}

/** Makes the price of a plan, by the period or once. Once for each of the shop's prices. */
export async function createPlanPrice(price: {
  id: string
  shopId: string
  productId: string
  currency: string
  /** Minor units (ISO 4217). */
  amount: number
  periodUnit: Unit | null
  periodCount: number | null
}): Promise<Versioned<PriceSnapshot>> {
  const params = {
    product: price.productId,
    currency: price.currency,
    unit_amount: toStripeAmount(price),
    tax_behavior: "inclusive" as const,
    metadata: { kiosk: price.shopId, plan_price: price.id },
    ...(price.periodUnit
      ? { recurring: { interval: price.periodUnit, interval_count: price.periodCount ?? 1 } }
      : {}),
  }
  const answer = await once(`plan-price/${price.id}/${price.productId}`, (idempotencyKey) =>
    stripe().prices.create(params, { idempotencyKey }),
  )
  return { snapshot: readPrice(answer), versionAt: answeredAt(answer) }
}

/**
 * Makes the coupon of an introductory price. Stripe counts a coupon in months: of a yearly price the first
 * `cycles` are so many times twelve; of days and weeks only one period can be cheaper.
 * https://docs.stripe.com/api/coupons/create
 */
export async function createPlanCoupon(intro: {
  planPriceId: string
  shopId: string
  productId: string
  /** Minor units less than the price, for each period. */
  amountOff: number
  currency: string
  cycles: number
  periodUnit: Unit | null
  periodCount: number | null
}): Promise<string> {
  const months = intro.periodUnit === "year" ? 12 : intro.periodUnit === "month" ? 1 : null
  const isOnce = intro.cycles === 1 || months === null
  const params = {
    amount_off: toStripeAmount({ amount: intro.amountOff, currency: intro.currency }),
    currency: intro.currency,
    applies_to: { products: [intro.productId] },
    metadata: { kiosk: intro.shopId, plan_price: intro.planPriceId },
    ...(isOnce
      ? { duration: "once" as const }
      : {
          duration: "repeating" as const,
          duration_in_months: months * intro.cycles * (intro.periodCount ?? 1),
        }),
  }
  const coupon = await once(
    `plan-coupon/${intro.planPriceId}/${intro.productId}`,
    (idempotencyKey) => stripe().coupons.create(params, { idempotencyKey }),
  )
  return coupon.id
}

/**
 * Makes something under a key that follows from what it is. A failure that Stripe has stored under the
 * key would be replayed for a day, though the cause is gone: such a one is asked once more, afresh.
 */
async function once<T>(key: string, make: (idempotencyKey: string) => Promise<T>): Promise<T> {
  try {
    return await make(key)
  } catch (error) {
    if (stripeFailure(error) !== "definite") throw error
    return make(`${key}/${randomUUID()}`)
  }
}
