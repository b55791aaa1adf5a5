import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import type { Authentication } from "@/lib/sandbox/stripe/confirm-payment"
import { declines } from "@/lib/sandbox/stripe/declines"
import { emit } from "@/lib/sandbox/stripe/events"
import { keepMethod } from "@/lib/sandbox/stripe/keep-method"
import { lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * Tries to keep a payment method for later, as that method behaves. The intent then is `succeeded`
 * (the method is its customer's), `requires_action` or, refused, `requires_payment_method`.
 * Source: https://docs.stripe.com/payments/setupintents/lifecycle
 */
export async function confirmSetup(
  scope: Scope,
  intent: Stripe.SetupIntent,
  methodId: string,
  authentication: Authentication = "not-asked",
): Promise<Stripe.SetupIntent> {
  const { data: method, hidden } = await lockStored(scope, "payment_method", methodId)
  const { behaviour } = hidden
  if (behaviour.authenticate && authentication === "not-asked") {
    return askForAuthentication(scope, intent, method)
  }
  if (behaviour.authenticate && authentication === "failed") {
    return refuse(scope, intent, {
      type: "invalid_request_error",
      code: "setup_intent_authentication_failure",
      message: "Authentication failed. Try again, or use another card.",
      payment_method: method,
    })
  }
  if (behaviour.decline && !behaviour.keepable) {
    const { code, declineCode, message } = declines[behaviour.decline]
    return refuse(scope, intent, {
      type: "card_error",
      code,
      decline_code: declineCode,
      message,
      payment_method: method,
    })
  }
  return succeed(scope, intent, method.id)
}

async function askForAuthentication(
  scope: Scope,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
): Promise<Stripe.SetupIntent> {
  const { hidden } = await lockStored(scope, "setup_intent", intent.id)
  const waiting: Stripe.SetupIntent = {
    ...intent,
    status: "requires_action",
    payment_method: method.id,
    last_setup_error: null,
    next_action: {
      type: "redirect_to_url",
      redirect_to_url: {
        return_url: hidden.returnUrl,
        url: `${scope.sandbox.url}/c/authenticate/${intent.id}`,
      },
    },
  }
  await saveObject(scope, "setup_intent", waiting)
  return emit(scope, "setup_intent.requires_action", waiting)
}

async function refuse(
  scope: Scope,
  intent: Stripe.SetupIntent,
  error: Stripe.SetupIntent.LastSetupError,
): Promise<Stripe.SetupIntent> {
  const refused: Stripe.SetupIntent = {
    ...intent,
    status: "requires_payment_method",
    last_setup_error: error,
    next_action: null,
    payment_method: null,
  }
  await saveObject(scope, "setup_intent", refused)
  return emit(scope, "setup_intent.setup_failed", refused)
}

async function succeed(
  scope: Scope,
  intent: Stripe.SetupIntent,
  method: string,
): Promise<Stripe.SetupIntent> {
  const { hidden } = await lockStored(scope, "setup_intent", intent.id)
  const kept: Stripe.SetupIntent = {
    ...intent,
    status: "succeeded",
    last_setup_error: null,
    next_action: null,
    payment_method: method,
  }
  await saveObject(scope, "setup_intent", kept)
  if (typeof intent.customer === "string") {
    await keepMethod(scope, method, intent.customer, hidden.keep ?? null)
  }
  return emit(scope, "setup_intent.succeeded", kept)
}
