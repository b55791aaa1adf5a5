import type Stripe from "stripe"
import { redeemable } from "@/lib/sandbox/billing/make-discounts"
import type { DiscountParams } from "@/lib/sandbox/billing/params"
import { isFor, shares, sum } from "@/lib/sandbox/billing/price-lines"
import type { SessionParams } from "@/lib/sandbox/checkout/session-params"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import type { SubscriptionPlan } from "@/lib/sandbox/stripe/kinds"
import { mergeMetadata } from "@/lib/sandbox/stripe/params"

const daySeconds = 24 * 3600

/** What the subscription of a session will be like. */
export function planOf({ subscription_data: given = {} }: SessionParams): SubscriptionPlan {
  return {
    description: given.description || null,
    metadata: mergeMetadata(null, given.metadata),
    trialEnd: given.trial_end ?? null,
    trialDays: given.trial_period_days ?? null,
    missingMethod: given.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    prorationDiscounts: given.billing_mode?.flexible?.proration_discounts ?? "included",
    made: null,
  }
}

/** When the trial of a session's subscription would end if it were paid now; null: no trial. */
export function trialEndOf(scope: Scope, plan: SubscriptionPlan): number | null {
  if (plan.trialDays !== null) return scope.now + plan.trialDays * daySeconds
  return plan.trialEnd !== null && plan.trialEnd > scope.now ? plan.trialEnd : null
}

export type Priced = { session: Stripe.Checkout.Session; lines: Stripe.LineItem[] }

/** A session that starts a subscription: its sums are what is due today, nothing while on trial. */
export async function withSubscription(
  scope: Scope,
  params: SessionParams,
  { session, lines }: Priced,
): Promise<Priced> {
  const isTrial = trialEndOf(scope, planOf(params)) !== null
  const today = isTrial ? lines.map((line) => ({ ...line, amount_subtotal: 0 })) : lines
  const started: Stripe.Checkout.Session = {
    ...session,
    customer_creation: params.customer ? null : "always",
    discounts: (params.discounts ?? []).map(({ coupon, promotion_code: code }) => ({
      coupon: coupon ?? null,
      promotion_code: code ?? null,
    })),
    payment_method_collection: params.payment_method_collection ?? "always",
    payment_method_types: ["card"],
    payment_status: "unpaid",
  }
  return withDiscounts(scope, { session: started, lines: today })
}

/** The session's lines and sums after its discounts, as its first invoice will have them. */
export async function withDiscounts(scope: Scope, { session, lines }: Priced): Promise<Priced> {
  let priced = lines.map((line) => ({ ...line, amount_discount: 0 }))
  for (const [at, given] of (session.discounts ?? []).entries()) {
    const { coupon } = await redeemable(
      scope,
      discountOf(given),
      idOf(session.customer) || null,
      `discounts[${at}]`,
    )
    const left = priced.map((line) => {
      const eligible = isFor(coupon, line.currency, idOf(line.price?.product))
      return eligible ? line.amount_subtotal - line.amount_discount : 0
    })
    const taken = shares(coupon, left)
    priced = priced.map((line, index) => ({
      ...line,
      amount_discount: line.amount_discount + (taken[index] ?? 0),
    }))
  }
  const done = priced.map((line) => ({
    ...line,
    amount_total: line.amount_subtotal - line.amount_discount,
  }))
  const discount = sum(done.map((line) => line.amount_discount))
  return {
    lines: done,
    session: {
      ...session,
      amount_subtotal: sum(done.map((line) => line.amount_subtotal)),
      amount_total: sum(done.map((line) => line.amount_total)),
      total_details: { amount_discount: discount, amount_shipping: 0, amount_tax: 0 },
    },
  }
}

/** A session's discount as the parameter that it came from; the code says which coupon it is. */
export function discountOf({
  coupon,
  promotion_code: code,
}: Stripe.Checkout.Session.Discount): DiscountParams {
  if (code) return { promotion_code: idOf(code) }
  return coupon ? { coupon: idOf(coupon) } : {}
}
