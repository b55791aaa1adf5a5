import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import type { Redisplay } from "@/lib/sandbox/stripe/kinds"
import { lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"
import { attachMethod } from "@/lib/sandbox/stripe/payment-methods"

/**
 * Keeps a method that has worked for its customer, and whether payment pages show it again. A card
 * that asks the bank once does not ask again.
 * Source: https://docs.stripe.com/payments/save-customer-payment-methods (allow_redisplay)
 */
export async function keepMethod(
  scope: Scope,
  methodId: string,
  customer: string,
  redisplay: Redisplay | null,
): Promise<void> {
  const { data: method, hidden } = await lockStored(scope, "payment_method", methodId)
  if (redisplay)
    await saveObject(scope, "payment_method", { ...method, allow_redisplay: redisplay })
  if (hidden.behaviour.asksOnce) {
    const behaviour = { ...hidden.behaviour, authenticate: false }
    await saveHidden(scope, "payment_method", methodId, { behaviour })
  }
  if (method.customer !== customer) await attachMethod(scope, methodId, customer)
}

/** A card that has paid is kept, when that was asked for. */
export async function keepPaid(scope: Scope, intent: Stripe.PaymentIntent): Promise<void> {
  const { hidden } = await lockStored(scope, "payment_intent", intent.id)
  const { payment_method: method, customer } = intent
  if (hidden.keep && typeof method === "string" && typeof customer === "string") {
    await keepMethod(scope, method, customer, hidden.keep)
  }
}
