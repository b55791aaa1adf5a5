import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { changeDispute } from "@/lib/sandbox/stripe/change-dispute"
import { booked, createCharge } from "@/lib/sandbox/stripe/charges"
import { authenticationError, type Decline, declineError } from "@/lib/sandbox/stripe/declines"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"

export type Authentication = "failed" | "not-asked" | "passed"

/**
 * Charges the intent with a payment method, as that method behaves. The intent then is
 * `succeeded`, `processing`, `requires_action` or, refused, `requires_payment_method`.
 * Every step leaves the events that Stripe sends for it.
 * Source: https://docs.stripe.com/payments/paymentintents/lifecycle
 */
export async function confirmPayment(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  methodId: string,
  authentication: Authentication = "not-asked",
): Promise<Stripe.PaymentIntent> {
  const { data: method, hidden } = await lockStored(scope, "payment_method", methodId)
  const { behaviour } = hidden
  if (behaviour.authenticate && authentication === "not-asked") {
    return askForAuthentication(scope, intent, method)
  }
  if (behaviour.authenticate && authentication === "failed") {
    return refuse(scope, intent, authenticationError(method), null)
  }
  if (behaviour.decline) return decline(scope, intent, method, behaviour.decline)
  if (behaviour.delayed) return startProcessing(scope, intent, method)
  const charge = await createCharge(scope, intent, method, "succeeded", null)
  const paid = await succeed(scope, intent, charge, method.id)
  if (behaviour.disputed) await changeDispute(scope, charge.id, "needs_response")
  return paid
}

async function askForAuthentication(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Promise<Stripe.PaymentIntent> {
  const { hidden } = await lockStored(scope, "payment_intent", intent.id)
  const waiting: Stripe.PaymentIntent = {
    ...intent,
    status: "requires_action",
    payment_method: method.id,
    last_payment_error: null,
    next_action: {
      type: "redirect_to_url",
      redirect_to_url: {
        return_url: hidden.returnUrl,
        url: `${scope.sandbox.url}/c/authenticate/${intent.id}`,
      },
    },
  }
  await saveObject(scope, "payment_intent", waiting)
  return emit(scope, "payment_intent.requires_action", waiting)
}

async function decline(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  reason: Decline,
): Promise<Stripe.PaymentIntent> {
  const charge = await createCharge(scope, intent, method, "failed", reason)
  await emit(scope, "charge.failed", charge)
  return refuse(scope, intent, declineError(reason, charge.id, method), charge.id)
}

async function refuse(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  error: Stripe.PaymentIntent.LastPaymentError,
  charge: string | null,
): Promise<Stripe.PaymentIntent> {
  const refused: Stripe.PaymentIntent = {
    ...intent,
    status: "requires_payment_method",
    last_payment_error: error,
    latest_charge: charge ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
  }
  await saveObject(scope, "payment_intent", refused)
  return emit(scope, "payment_intent.payment_failed", refused)
}

async function startProcessing(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Promise<Stripe.PaymentIntent> {
  const charge = await createCharge(scope, intent, method, "pending", null)
  await emit(scope, "charge.pending", charge)
  const processing: Stripe.PaymentIntent = {
    ...intent,
    status: "processing",
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
  }
  await saveObject(scope, "payment_intent", processing)
  return emit(scope, "payment_intent.processing", processing)
}

async function succeed(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  method: string,
): Promise<Stripe.PaymentIntent> {
  const paid: Stripe.PaymentIntent = {
    ...intent,
    status: "succeeded",
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method,
  }
  await saveObject(scope, "payment_intent", paid)
  await emit(scope, "charge.succeeded", charge)
  return emit(scope, "payment_intent.succeeded", paid)
}

/** Ends a payment that was `processing`: the money came, or it did not. */
export async function settleCharge(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  status: "failed" | "succeeded",
): Promise<Stripe.PaymentIntent> {
  const { data: pending } = await lockStored(scope, "charge", idOf(intent.latest_charge))
  const { data: method } = await lockStored(scope, "payment_method", pending.payment_method ?? "")
  if (status === "succeeded") {
    const charge = await booked(scope, { ...pending, status, paid: true })
    await saveObject(scope, "charge", charge)
    return succeed(scope, intent, charge, method.id)
  }
  const error = declineError("generic_decline", pending.id, method)
  const charge: Stripe.Charge = {
    ...pending,
    status,
    amount_captured: 0,
    captured: false,
    failure_code: error.code ?? null,
    failure_message: "The bank returned the payment.",
  }
  await saveObject(scope, "charge", charge)
  await emit(scope, "charge.failed", charge)
  return refuse(scope, intent, error, charge.id)
}

/** Remembers where the buyer goes after authentication. */
export async function rememberReturn(
  scope: Scope,
  intentId: string,
  returnUrl: string,
): Promise<void> {
  const { hidden } = await lockStored(scope, "payment_intent", intentId)
  await saveHidden(scope, "payment_intent", intentId, { ...hidden, returnUrl })
}
