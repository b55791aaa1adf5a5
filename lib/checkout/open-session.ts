import { type CheckoutRow, saveNextAttempt, saveSession } from "@/lib/checkout/store/checkouts"
import { openStripeCustomer } from "@/lib/customers/open-stripe-customer"
import { getShopId } from "@/lib/shop/store"
import { createSession } from "@/lib/stripe/create-session"
import { isCustomerGone } from "@/lib/stripe/failures"
import { findSession } from "@/lib/stripe/objects"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

/**
 * The order's Checkout session as it is now; a new one when it has none or the last has lapsed
 * unpaid. A signed-in customer's session is theirs at Stripe too. The idempotency key is the order's id and a number, so that a call whose answer was lost
 * finds the session that it made. Stripe leads back to `origin`. Throws the SDK's errors; `stripeFailure` sorts them.
 */
export async function openSession(checkout: CheckoutRow, origin: string): Promise<SessionSnapshot> {
  const known = checkout.stripeSessionId ? await findSession(checkout.stripeSessionId) : null
  if (known && known.status !== "expired") return known
  if (known) await saveNextAttempt(checkout.id, checkout.stripeAttempt)
  const attempt = known ? checkout.stripeAttempt + 1 : checkout.stripeAttempt
  const session = await makeSession(checkout, origin, attempt)
  await saveSession(checkout.id, session)
  return session
}

async function makeSession(
  checkout: CheckoutRow,
  origin: string,
  attempt: number,
): Promise<SessionSnapshot> {
  const payer = checkout.customerId ? await openStripeCustomer(checkout.customerId) : null
  const request = await requestOf(checkout, origin)
  const key = `${checkout.id}:${attempt}`
  try {
    return await createSession({ ...request, idempotencyKey: key, stripeCustomerId: payer })
  } catch (error) {
    if (!payer || !checkout.customerId || !isCustomerGone(error)) throw error
    // Deleted at Stripe: a new one, and another key, for the request is another.
    const renewed = await openStripeCustomer(checkout.customerId, payer)
    const renewedKey = `${key}:${renewed ?? "guest"}`
    return createSession({ ...request, idempotencyKey: renewedKey, stripeCustomerId: renewed })
  }
}

async function requestOf(checkout: CheckoutRow, origin: string) {
  const product = checkout.lines[0]?.edition.product.slug ?? ""
  return {
    checkoutId: checkout.id,
    shopId: await getShopId(),
    currency: checkout.currency,
    successUrl: `${origin}/checkout/success?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${origin}/products/${product}`,
    lines: checkout.lines.map((line) => ({
      title: `${line.productTitle} — ${line.editionTitle}`,
      amount: line.amountSubtotal,
      editionId: line.editionId,
    })),
  }
}
