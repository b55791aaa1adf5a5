import type Stripe from "stripe"
import { invoiceTried } from "@/lib/sandbox/billing/pay-invoice"
import { lockBilling } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { settleCharge } from "@/lib/sandbox/stripe/confirm-payment"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * Ends a payment that is `processing`, and tells its checkout session, which was complete but
 * unpaid. Throws for a payment that is not processing.
 * Source: https://docs.stripe.com/payments/checkout/delayed-notification
 */
export async function settlePayment(
  scope: Scope,
  intentId: string,
  status: "failed" | "succeeded",
): Promise<Stripe.PaymentIntent> {
  await lockBilling(scope)
  const { data: intent, hidden } = await lockStored(scope, "payment_intent", intentId)
  if (intent.status !== "processing") {
    throw badState(
      `Payment ${intentId} is ${intent.status}; only one that is processing can be settled.`,
    )
  }
  const settled = await settleCharge(scope, intent, status)
  if (hidden.invoice) await invoiceTried(scope, settled)
  if (hidden.session === null) return settled
  const { data: session } = await lockStored(scope, "checkout.session", hidden.session)
  if (status === "failed") {
    await emit(scope, "checkout.session.async_payment_failed", session)
    return settled
  }
  const paid: Stripe.Checkout.Session = { ...session, payment_status: "paid" }
  await saveObject(scope, "checkout.session", paid)
  await emit(scope, "checkout.session.async_payment_succeeded", paid)
  return settled
}
