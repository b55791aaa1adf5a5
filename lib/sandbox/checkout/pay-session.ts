import type Stripe from "stripe"
import {
  completeSession,
  customerDetails,
  customerFor,
} from "@/lib/sandbox/checkout/complete-session"
import {
  checkForm,
  type FieldErrors,
  type PaymentForm,
  readExpiry,
} from "@/lib/sandbox/checkout/payment-form"
import { withTax } from "@/lib/sandbox/checkout/tax"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmPayment } from "@/lib/sandbox/stripe/confirm-payment"
import { createIntent } from "@/lib/sandbox/stripe/create-intent"
import { createMethod } from "@/lib/sandbox/stripe/create-method"
import type { Stored } from "@/lib/sandbox/stripe/kinds"
import { lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"
import { attachMethod } from "@/lib/sandbox/stripe/payment-methods"
import { testCard } from "@/lib/sandbox/stripe/test-cards"

export type Payment =
  | { outcome: "authenticate"; intent: string }
  | { outcome: "complete"; session: Stripe.Checkout.Session }
  | { outcome: "declined"; session: Stripe.Checkout.Session; message: string }
  | { outcome: "over"; session: Stripe.Checkout.Session }
  | { outcome: "wrong"; session: Stripe.Checkout.Session; errors: FieldErrors }

/** Stands for a bank transfer: the test number of the method that settles later. */
const bankNumber = "4000000000007007"

/**
 * Pays a session with what the buyer typed. The session's row is locked first, so that of two
 * submissions at once one pays and the other finds the session complete.
 */
export async function paySession(scope: Scope, id: string, form: PaymentForm): Promise<Payment> {
  const stored = await lockStored(scope, "checkout.session", id)
  const { data: session } = stored
  if (session.status !== "open" || session.expires_at <= scope.now) {
    return { outcome: "over", session }
  }
  const errors = checkForm(session, form, scope.now)
  if (Object.keys(errors).length > 0) return { outcome: "wrong", session, errors }
  const details = customerDetails(session, form)
  const priced = await priceSession(scope, stored, details, form.country)
  const customer = await customerFor(scope, priced, details)
  if (priced.amount_total === 0) {
    await saveObject(scope, "checkout.session", { ...priced, customer })
    return { outcome: "complete", session: await completeSession(scope, id, null) }
  }
  const intent = await intentFor(scope, { ...stored, data: { ...priced, customer } })
  const paying = { ...priced, customer, payment_intent: intent.id }
  await saveObject(scope, "checkout.session", paying)
  const method = await methodFor(scope, form, customer, stored.hidden.payment.setupFutureUsage)
  return resultOf(scope, paying, await confirmPayment(scope, intent, method))
}

/** What became of the session now that its payment was tried. */
export async function resultOf(
  scope: Scope,
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent,
): Promise<Payment> {
  if (intent.status === "requires_action") return { outcome: "authenticate", intent: intent.id }
  if (intent.status === "succeeded" || intent.status === "processing") {
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
  const totals = withTax(hidden.lines, country)
  await saveHidden(scope, "checkout.session", session.id, { ...hidden, lines: totals.lines })
  return {
    ...known,
    amount_total: totals.total,
    automatic_tax: { ...session.automatic_tax, status: "complete" },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: totals.tax },
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

async function methodFor(
  scope: Scope,
  form: PaymentForm,
  customer: string | null,
  keep: "off_session" | "on_session" | null,
): Promise<string> {
  const expiry = readExpiry(form.cardExpiry) ?? { month: 12, year: 2099 }
  const method = await createMethod(scope, {
    card: testCard(form.method === "bank" ? bankNumber : form.cardNumber),
    expMonth: expiry.month,
    expYear: expiry.year,
    email: form.email,
    name: form.cardName || null,
    country: form.country || null,
    metadata: {},
  })
  if (keep && customer) await attachMethod(scope, method.id, customer)
  return method.id
}
