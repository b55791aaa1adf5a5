import type Stripe from "stripe"
import { invoiceTried } from "@/lib/sandbox/billing/pay-invoice"
import { lockBilling } from "@/lib/sandbox/billing/store"
import { resultOf } from "@/lib/sandbox/checkout/pay-session"
import type { Payment } from "@/lib/sandbox/checkout/payment"
import { setupResult } from "@/lib/sandbox/checkout/set-up-session"
import { chargeNextWith } from "@/lib/sandbox/invoices/pay-hosted"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmPayment } from "@/lib/sandbox/stripe/confirm-payment"
import { confirmSetup } from "@/lib/sandbox/stripe/confirm-setup"
import { lockStored } from "@/lib/sandbox/stripe/objects"

export type Authenticated =
  | { of: "intent"; returnUrl: string | null }
  | { of: "session"; payment: Payment }

/** Goes on with a setup after the buyer's bank asked, as with a payment. */
export async function authenticateSetup(
  scope: Scope,
  intentId: string,
  result: "failed" | "passed",
): Promise<Authenticated> {
  await lockBilling(scope)
  const session = await lockSession(scope, "setup_intent", intentId)
  const { data: intent, hidden } = await lockStored(scope, "setup_intent", intentId)
  if (session && session.status !== "open") {
    return { of: "session", payment: { outcome: "over", session } }
  }
  const method = intent.payment_method
  const waits = intent.status === "requires_action" && typeof method === "string"
  const confirmed = waits ? await confirmSetup(scope, intent, method, result) : intent
  if (!session) return { of: "intent", returnUrl: hidden.returnUrl }
  return { of: "session", payment: await setupResult(scope, session, confirmed) }
}

/**
 * Goes on with a payment after the buyer's bank asked: passed or failed. A payment that no
 * longer waits for this (a second click) is left as it is.
 */
export async function authenticate(
  scope: Scope,
  intentId: string,
  result: "failed" | "passed",
): Promise<Authenticated> {
  await lockBilling(scope)
  const session = await lockSession(scope, "payment_intent", intentId)
  const { data: intent, hidden } = await lockStored(scope, "payment_intent", intentId)
  const method = intent.payment_method
  if (session && session.status !== "open") {
    return { of: "session", payment: { outcome: "over", session } }
  }
  const waits = intent.status === "requires_action" && typeof method === "string"
  const confirmed = waits ? await confirmPayment(scope, intent, method, result) : intent
  if (waits && hidden.invoice) {
    await invoiceTried(scope, confirmed)
    await chargeNextWith(scope, confirmed)
  }
  if (!session) return { of: "intent", returnUrl: hidden.returnUrl }
  return { of: "session", payment: await resultOf(scope, session, confirmed) }
}

/** Sessions are locked before their payments, here as when paying, so that none waits in a ring. */
async function lockSession(
  scope: Scope,
  kind: "payment_intent" | "setup_intent",
  intentId: string,
): Promise<Stripe.Checkout.Session | null> {
  const { rows } = await scope.db.query<{ session: string | null }>(
    "SELECT hidden->>'session' AS session FROM objects WHERE kind = $2 AND id = $1",
    [intentId, kind],
  )
  const id = rows[0]?.session
  return id ? (await lockStored(scope, "checkout.session", id)).data : null
}
