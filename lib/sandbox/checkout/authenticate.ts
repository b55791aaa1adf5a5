import type Stripe from "stripe"
import { type Payment, resultOf } from "@/lib/sandbox/checkout/pay-session"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmPayment } from "@/lib/sandbox/stripe/confirm-payment"
import { lockStored } from "@/lib/sandbox/stripe/objects"

export type Authenticated =
  | { of: "intent"; intent: Stripe.PaymentIntent; returnUrl: string | null }
  | { of: "session"; payment: Payment }

/**
 * Goes on with a payment after the buyer's bank asked: passed or failed. A payment that no
 * longer waits for this (a second click) is left as it is.
 */
export async function authenticate(
  scope: Scope,
  intentId: string,
  result: "failed" | "passed",
): Promise<Authenticated> {
  const session = await lockSession(scope, intentId)
  const { data: intent, hidden } = await lockStored(scope, "payment_intent", intentId)
  const method = intent.payment_method
  if (session && session.status !== "open") {
    return { of: "session", payment: { outcome: "over", session } }
  }
  const waits = intent.status === "requires_action" && typeof method === "string"
  const confirmed = waits ? await confirmPayment(scope, intent, method, result) : intent
  if (!session) return { of: "intent", intent: confirmed, returnUrl: hidden.returnUrl }
  return { of: "session", payment: await resultOf(scope, session, confirmed) }
}

/** Sessions are locked before their payments, here as when paying, so that none waits in a ring. */
async function lockSession(
  scope: Scope,
  intentId: string,
): Promise<Stripe.Checkout.Session | null> {
  const { rows } = await scope.db.query<{ session: string | null }>(
    "SELECT hidden->>'session' AS session FROM objects WHERE kind = 'payment_intent' AND id = $1",
    [intentId],
  )
  const id = rows[0]?.session
  return id ? (await lockStored(scope, "checkout.session", id)).data : null
}
