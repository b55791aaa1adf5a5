import {
  type PlanCheckoutRow,
  saveNextPlanAttempt,
  savePlanSession,
} from "@/lib/billing/store/plan-checkouts"
import { openStripeCustomer } from "@/lib/customers/open-stripe-customer"
import { publishPlanPrice } from "@/lib/plans/publish-plan-price"
import { findPlanPrice } from "@/lib/plans/store/plan-prices"
import { getShopId } from "@/lib/shop/store"
import { isCustomerGone } from "@/lib/stripe/failures"
import { findSession } from "@/lib/stripe/objects"
import { createPlanSession } from "@/lib/stripe/plan-session"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

/**
 * The Checkout session of a plan's checkout as it is now; a new one when it has none or the last has
 * lapsed. The plan is made known at Stripe first, where it is not. Null: the customer or the price is
 * gone. Throws the SDK's errors; `stripeFailure` sorts them.
 */
export async function openPlanSession(
  checkout: PlanCheckoutRow,
  origin: string,
): Promise<SessionSnapshot | null> {
  const known = checkout.stripeSessionId ? await findSession(checkout.stripeSessionId) : null
  if (known && known.status !== "expired") return known
  if (known) await saveNextPlanAttempt(checkout.id, checkout.stripeAttempt)
  const session = await makeSession(
    checkout,
    origin,
    known ? checkout.stripeAttempt + 1 : checkout.stripeAttempt,
  )
  if (session) await savePlanSession(checkout.id, session)
  return session
}

async function makeSession(
  checkout: PlanCheckoutRow,
  origin: string,
  attempt: number,
): Promise<SessionSnapshot | null> {
  const price = await findPlanPrice(checkout.planPrice.id)
  const payer = await openStripeCustomer(checkout.customerId)
  if (!price || !payer) return null
  const published = await publishPlanPrice(price)
  const request = {
    ...published,
    planCheckoutId: checkout.id,
    customerId: checkout.customerId,
    shopId: await getShopId(),
    isRecurring: price.periodUnit !== null,
    trialDays: checkout.trialDays,
    successUrl: `${origin}/checkout/success?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${origin}/plans`,
  }
  const idempotencyKey = `${checkout.id}:${attempt}`
  try {
    return await createPlanSession({ ...request, idempotencyKey, stripeCustomerId: payer })
  } catch (error) {
    if (!isCustomerGone(error)) throw error
    // Deleted at Stripe: a new one, and another key, for the request is another.
    const renewed = await openStripeCustomer(checkout.customerId, payer)
    if (!renewed) return null
    return createPlanSession({
      ...request,
      idempotencyKey: `${idempotencyKey}:${renewed}`,
      stripeCustomerId: renewed,
    })
  }
}
