import type Stripe from "stripe"
import { lockBilling } from "@/lib/sandbox/billing/store"
import {
  completeSession,
  customerDetails,
  customerFor,
} from "@/lib/sandbox/checkout/complete-session"
import { methodFor } from "@/lib/sandbox/checkout/method-for"
import type { Payment } from "@/lib/sandbox/checkout/payment"
import { checkForm, type PaymentForm } from "@/lib/sandbox/checkout/payment-form"
import { maySave, savedMethods } from "@/lib/sandbox/checkout/saved-methods"
import { setUpSession, setupResult } from "@/lib/sandbox/checkout/set-up-session"
import { subscribeSession, type Tried } from "@/lib/sandbox/checkout/subscribe-session"
import { taxIn, withTax } from "@/lib/sandbox/checkout/tax"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmPayment } from "@/lib/sandbox/stripe/confirm-payment"
import { createIntent } from "@/lib/sandbox/stripe/create-intent"
import { keepPaid } from "@/lib/sandbox/stripe/keep-method"
import type { Redisplay, Stored } from "@/lib/sandbox/stripe/kinds"
import { lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * Pays a session with what the buyer typed. The session's row is locked first, so that of two
 * submissions at once one pays and the other finds the session complete.
 */
export async function paySession(scope: Scope, id: string, form: PaymentForm): Promise<Payment> {
  await lockBilling(scope)
  const stored = await lockStored(scope, "checkout.session", id)
  const { data: session } = stored
  if (session.status !== "open" || session.expires_at <= scope.now) {
    return { outcome: "over", session }
  }
  if (session.mode === "setup") return setUpSession(scope, session, form)
  const saved = await chosenMethod(scope, session, form)
  const errors = checkForm(session, form, scope.now, saved !== null)
  if (Object.keys(errors).length > 0) return { outcome: "wrong", session, errors }
  const details = customerDetails(session, form)
  const priced = await priceSession(scope, stored, details, form.country)
  const customer = await customerFor(scope, priced, details)
  if (session.mode === "subscription") {
    const known = await lockStored(scope, "checkout.session", id)
    const tried = await subscribeSession(
      scope,
      { data: { ...priced, customer }, hidden: known.hidden },
      form,
      saved,
    )
    return subscribed(scope, { ...priced, customer }, tried)
  }
  if (priced.amount_total === 0) {
    await saveObject(scope, "checkout.session", { ...priced, customer })
    return { outcome: "complete", session: await completeSession(scope, id, null) }
  }
  const intent = await intentFor(scope, { ...stored, data: { ...priced, customer } })
  const paying = { ...priced, customer, payment_intent: intent.id }
  await saveObject(scope, "checkout.session", paying)
  const method = saved ?? (await methodFor(scope, form))
  await keepLater(scope, intent.id, saved ? null : redisplayOf(stored, form))
  return resultOf(scope, paying, await confirmPayment(scope, intent, method))
}

/** What became of a session that starts a subscription. */
function subscribed(
  scope: Scope,
  session: Stripe.Checkout.Session,
  tried: Tried,
): Promise<Payment> | Payment {
  if (tried.of === "nothing") return tried.payment
  if (tried.of === "setup") return setupResult(scope, session, tried.intent)
  return resultOf(scope, session, tried.intent)
}

/** The saved card that the buyer chose, if it is one that the page offers; a typed one comes first. */
async function chosenMethod(
  scope: Scope,
  session: Stripe.Checkout.Session,
  form: PaymentForm,
): Promise<string | null> {
  if (!form.savedMethod || form.cardNumber || form.method === "bank") return null
  const offered = await savedMethods(scope, session)
  return offered.find((method) => method.id === form.savedMethod)?.id ?? null
}

/**
 * Whether a method is kept, and shown again: `always` when the buyer ticked the box, `limited` when
 * only the shop asked for it, as at Stripe.
 */
function redisplayOf(
  { data: session, hidden }: Stored<"checkout.session">,
  form: PaymentForm,
): Redisplay | null {
  if (maySave(session) && form.saveCard) return "always"
  return hidden.payment.setupFutureUsage ? (hidden.redisplay ?? "limited") : null
}

async function keepLater(scope: Scope, intent: string, keep: Redisplay | null): Promise<void> {
  const { hidden } = await lockStored(scope, "payment_intent", intent)
  await saveHidden(scope, "payment_intent", intent, { ...hidden, keep })
}

/** What became of the session now that its payment was tried. */
export async function resultOf(
  scope: Scope,
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent,
): Promise<Payment> {
  if (intent.status === "requires_action") return { outcome: "authenticate", intent: intent.id }
  if (intent.status === "succeeded" || intent.status === "processing") {
    await keepPaid(scope, intent)
    return { outcome: "complete", session: await completeSession(scope, session.id, intent) }
  }
  const message = intent.last_payment_error?.message ?? "The payment failed."
  return { outcome: "declined", session, message }
}

async function priceSession(
  scope: Scope,
  stored: Stored<"checkout.session">,
  details: Stripe.Checkout.Session.CustomerDetails,
  country: string,
): Promise<Stripe.Checkout.Session> {
  const { data: session, hidden } = stored
  const consent = session.consent_collection?.terms_of_service === "required"
  const known: Stripe.Checkout.Session = {
    ...session,
    customer_details: details,
    consent: consent ? { promotions: null, terms_of_service: "accepted" } : session.consent,
  }
  if (!session.automatic_tax.enabled) return known
  const tax = taxIn(scope, country, details.tax_ids ?? [])
  const totals = withTax(hidden.lines, tax.rate)
  await saveHidden(scope, "checkout.session", session.id, { ...hidden, lines: totals.lines, tax })
  return {
    ...known,
    amount_total: totals.total,
    automatic_tax: { ...session.automatic_tax, status: "complete" },
    total_details: {
      amount_discount: session.total_details?.amount_discount ?? 0,
      amount_shipping: 0,
      amount_tax: totals.tax,
    },
  }
}

/** The session's payment intent: made at the first try, used again after a refusal. */
async function intentFor(
  scope: Scope,
  stored: Stored<"checkout.session">,
): Promise<Stripe.PaymentIntent> {
  const { data: session, hidden } = stored
  const amount = session.amount_total ?? 0
  if (typeof session.payment_intent === "string") {
    const { data } = await lockStored(scope, "payment_intent", session.payment_intent)
    return { ...data, amount, customer: session.customer }
  }
  return createIntent(
    scope,
    {
      ...hidden.payment,
      amount,
      currency: session.currency ?? "usd",
      customer: typeof session.customer === "string" ? session.customer : null,
      methodTypes: session.payment_method_types,
      automatic: false,
    },
    { session: session.id, returnUrl: `${scope.sandbox.url}/c/pay/${session.id}` },
  )
}
