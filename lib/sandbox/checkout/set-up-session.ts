import type Stripe from "stripe"
import { completeSession, customerDetails } from "@/lib/sandbox/checkout/complete-session"
import { methodFor } from "@/lib/sandbox/checkout/method-for"
import type { Payment } from "@/lib/sandbox/checkout/payment"
import { checkForm, type PaymentForm } from "@/lib/sandbox/checkout/payment-form"
import { startFree } from "@/lib/sandbox/checkout/subscribe-session"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmSetup } from "@/lib/sandbox/stripe/confirm-setup"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/** Keeps the card that was typed for the customer of an open session, whose row is locked. */
export async function setUpSession(
  scope: Scope,
  session: Stripe.Checkout.Session,
  form: PaymentForm,
): Promise<Payment> {
  const errors = checkForm(session, form, scope.now)
  if (Object.keys(errors).length > 0) return { outcome: "wrong", session, errors }
  const details = customerDetails(session, form)
  const known: Stripe.Checkout.Session = { ...session, customer_details: details }
  await saveObject(scope, "checkout.session", known)
  const { data: intent } = await lockStored(scope, "setup_intent", idOf(session.setup_intent))
  return setupResult(scope, known, await confirmSetup(scope, intent, await methodFor(scope, form)))
}

/** What became of the session now that its card was tried. */
export async function setupResult(
  scope: Scope,
  session: Stripe.Checkout.Session,
  intent: Stripe.SetupIntent,
): Promise<Payment> {
  if (intent.status === "requires_action") return { outcome: "authenticate", intent: intent.id }
  if (intent.status === "succeeded" && session.mode === "subscription") {
    return startFree(scope, session.id, idOf(intent.payment_method))
  }
  if (intent.status === "succeeded") {
    return { outcome: "complete", session: await completeSession(scope, session.id, null) }
  }
  const message = intent.last_setup_error?.message ?? "The card could not be saved."
  return { outcome: "declined", session, message }
}
