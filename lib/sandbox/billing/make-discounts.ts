import type Stripe from "stripe"
import { boundaryAfter } from "@/lib/sandbox/billing/calendar"
import type { DiscountParams } from "@/lib/sandbox/billing/params"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { newId } from "@/lib/sandbox/stripe/ids"
import { getObject, insertObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * The ids of the discounts that coupons and promotion codes give a subscription; a discount that it
 * has already is kept. Each coupon and code counts its use. Throws for one that is used up or over.
 * Source: https://docs.stripe.com/billing/subscriptions/coupons
 */
export async function makeDiscounts(
  scope: Scope,
  given: DiscountParams[],
  customer: string,
  subscription: string,
): Promise<string[]> {
  const ids: string[] = []
  for (const [at, one] of given.entries()) {
    if (one.discount) {
      ids.push((await getObject(scope, "discount", one.discount, `discounts[${at}]`)).id)
      continue
    }
    const { coupon, code } = await redeemable(scope, one, customer, `discounts[${at}]`)
    await count(scope, coupon, code)
    const discount: Stripe.Discount = {
      id: newId("discount"),
      object: "discount",
      checkout_session: null,
      customer,
      customer_account: null,
      end: endOf(scope, coupon),
      invoice: null,
      invoice_item: null,
      promotion_code: code?.id ?? null,
      source: { coupon: coupon.id, type: "coupon" },
      start: scope.now,
      subscription,
      subscription_item: null,
    }
    await insertObject(scope, "discount", discount, {})
    await emit(scope, "customer.discount.created", discount)
    ids.push(discount.id)
  }
  return ids
}

/** The coupon behind a parameter; throws unless it may be used now, by this customer. */
export async function redeemable(
  scope: Scope,
  given: DiscountParams,
  customer: string | null,
  param: string,
): Promise<{ coupon: Stripe.Coupon; code: Stripe.PromotionCode | null }> {
  const code = given.promotion_code
    ? await getObject(scope, "promotion_code", given.promotion_code, `${param}[promotion_code]`)
    : null
  if (code && !usable(scope, code, customer)) {
    throw badParameter(
      `This promotion code (${code.code}) cannot be redeemed.`,
      `${param}[promotion_code]`,
    )
  }
  const id = given.coupon ?? idOf(code?.promotion.coupon)
  const coupon = await getObject(scope, "coupon", id, `${param}[coupon]`)
  if (!isValid(scope, coupon)) {
    throw badParameter(`Coupon expired: ${id}`, `${param}[coupon]`, "coupon_expired")
  }
  return { coupon, code }
}

function usable(scope: Scope, code: Stripe.PromotionCode, customer: string | null): boolean {
  const used = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions
  const over = code.expires_at !== null && code.expires_at <= scope.now
  const foreign = code.customer !== null && code.customer !== customer
  return code.active && !used && !over && !foreign
}

/** Whether a coupon may still be used, at this moment. */
export function isValid(scope: Scope, coupon: Stripe.Coupon): boolean {
  const used = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions
  return !used && (coupon.redeem_by === null || coupon.redeem_by > scope.now)
}

async function count(
  scope: Scope,
  { id }: Stripe.Coupon,
  code: Stripe.PromotionCode | null,
): Promise<void> {
  const { data } = await lockStored(scope, "coupon", id)
  const counted = { ...data, times_redeemed: data.times_redeemed + 1 }
  await saveObject(scope, "coupon", { ...counted, valid: isValid(scope, counted) })
  if (!code) return
  const { data: before } = await lockStored(scope, "promotion_code", code.id)
  const times = before.times_redeemed + 1
  const active = before.max_redemptions === null || times < before.max_redemptions
  await saveObject(scope, "promotion_code", { ...before, active, times_redeemed: times })
}

/** A repeating coupon ends so many months after its start; the others have no end. */
function endOf(scope: Scope, coupon: Stripe.Coupon): number | null {
  if (coupon.duration !== "repeating" || coupon.duration_in_months === null) return null
  const cycle = { interval: "month", interval_count: coupon.duration_in_months }
  return boundaryAfter(scope.now, cycle, scope.now)
}
