import { env } from "@/lib/env"
import { stripe } from "@/lib/stripe/client"
import { readSession, type SessionSnapshot } from "@/lib/stripe/snapshots"
import { keptOfPayer, taxed } from "@/lib/stripe/tax-params"

export type PlanSessionRequest = {
  planCheckoutId: string
  customerId: string
  shopId: string
  stripeCustomerId: string
  stripePriceId: string
  /** The coupon of an introductory price; null: none. */
  stripeCouponId: string | null
  /** False: charged once. */
  isRecurring: boolean
  /** 0: charged at once. */
  trialDays: number
  idempotencyKey: string
  successUrl: string
  cancelUrl: string
}

/**
 * Makes the Checkout session of a plan: a subscription, or one payment for a plan that is bought once. A
 * card is always asked for, also where a trial comes first, so that nothing opens before it is confirmed.
 * The same request with the same key gives the same session. Throws the SDK's errors.
 * Source: https://docs.stripe.com/payments/checkout/build-subscriptions
 */
export async function createPlanSession(request: PlanSessionRequest): Promise<SessionSnapshot> {
  const metadata = {
    kiosk: request.shopId,
    plan_checkout: request.planCheckoutId,
    customer: request.customerId,
  }
  const tax = env().STRIPE_TAX
  const session = await stripe().checkout.sessions.create(
    {
      line_items: [{ price: request.stripePriceId, quantity: 1 }],
      customer: request.stripeCustomerId,
      client_reference_id: request.planCheckoutId,
      metadata,
      ...(request.isRecurring
        ? {
            mode: "subscription" as const,
            payment_method_collection: "always" as const,
            subscription_data: {
              metadata,
              ...(request.trialDays > 0 ? { trial_period_days: request.trialDays } : {}),
            },
          }
        : { mode: "payment" as const, payment_intent_data: { metadata } }),
      ...(request.stripeCouponId ? { discounts: [{ coupon: request.stripeCouponId }] } : {}),
      // A dashboard setting would otherwise charge another currency than the page showed.
      adaptive_pricing: { enabled: false },
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
      ...(tax ? { ...taxed, ...keptOfPayer } : {}),
    },
    { idempotencyKey: request.idempotencyKey },
  )
  return readSession(session)
}
