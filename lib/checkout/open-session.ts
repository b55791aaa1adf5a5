import { type CheckoutRow, saveNextAttempt, saveSession } from "@/lib/checkout/store"
import { getShopId } from "@/lib/shop/store"
import { createSession } from "@/lib/stripe/create-session"
import { findSession } from "@/lib/stripe/objects"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

/**
 * The order's Checkout session as it is now; a new one when it has none or the last has lapsed
 * unpaid. The idempotency key is the order's id and a number, so that a call whose answer was lost
 * finds the session that it made. Stripe leads back to `origin`. Throws the SDK's errors; `stripeFailure` sorts them.
 */
export async function openSession(checkout: CheckoutRow, origin: string): Promise<SessionSnapshot> {
  const known = checkout.stripeSessionId ? await findSession(checkout.stripeSessionId) : null
  if (known && known.status !== "expired") return known
  if (known) await saveNextAttempt(checkout.id, checkout.stripeAttempt)
  const attempt = known ? checkout.stripeAttempt + 1 : checkout.stripeAttempt
  const product = checkout.lines[0]?.edition.product.slug ?? ""
  const session = await createSession({
    checkoutId: checkout.id,
    shopId: await getShopId(),
    idempotencyKey: `${checkout.id}:${attempt}`,
    currency: checkout.currency,
    successUrl: `${origin}/checkout/success?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${origin}/products/${product}`,
    lines: checkout.lines.map((line) => ({
      title: `${line.productTitle} — ${line.editionTitle}`,
      amount: line.amountSubtotal,
      editionId: line.editionId,
    })),
  })
  await saveSession(checkout.id, session)
  return session
}
