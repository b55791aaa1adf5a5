import type Stripe from "stripe"
import { finalizeInvoice } from "@/lib/sandbox/billing/finalize-invoice"
import { newSubscription } from "@/lib/sandbox/billing/new-subscription"
import { intentOf, payInvoice } from "@/lib/sandbox/billing/pay-invoice"
import { completeSession, keepTaxId } from "@/lib/sandbox/checkout/complete-session"
import { methodFor } from "@/lib/sandbox/checkout/method-for"
import type { Payment } from "@/lib/sandbox/checkout/payment"
import { asks, type PaymentForm } from "@/lib/sandbox/checkout/payment-form"
import { discountOf, trialEndOf } from "@/lib/sandbox/checkout/subscription-session"
import type { Scope } from "@/lib/sandbox/scope"
import { atClock } from "@/lib/sandbox/stripe/at-clock"
import { confirmSetup } from "@/lib/sandbox/stripe/confirm-setup"
import { emptyAddress } from "@/lib/sandbox/stripe/create-method"
import { createSetup } from "@/lib/sandbox/stripe/create-setup"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import type { Stored, SubscriptionPlan } from "@/lib/sandbox/stripe/kinds"
import { getObject, lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"

export type Tried =
  | { of: "payment"; intent: Stripe.PaymentIntent }
  | { of: "setup"; intent: Stripe.SetupIntent }
  | { of: "nothing"; payment: Payment }

/**
 * Starts the subscription of an open session whose customer is known. What is due today is charged
 * with its first invoice; with nothing due the card is only set up, where one is asked for.
 * Source: https://docs.stripe.com/billing/subscriptions/build-subscriptions
 */
export async function subscribeSession(
  given: Scope,
  stored: Stored<"checkout.session">,
  form: PaymentForm,
  saved: string | null,
): Promise<Tried> {
  const { data: session } = stored
  const scope = await atClock(given, [idOf(session.customer)])
  await saveObject(scope, "checkout.session", session)
  if (session.automatic_tax.enabled) await saveCountry(scope, session)
  await keepTaxId(scope, session)
  if (session.amount_total === 0) {
    if (!asks(session).card) {
      return { of: "nothing", payment: await startFree(scope, session.id, null) }
    }
    const intent = await setUp(scope, session)
    return {
      of: "setup",
      intent: await confirmSetup(scope, intent, saved ?? (await methodFor(scope, form))),
    }
  }
  const invoice = await firstInvoice(scope, stored)
  const method = saved ?? (await methodFor(scope, form))
  const { intent } = await payInvoice(scope, invoice, method, "buyer")
  if (!intent) throw new Error(`invoice ${invoice} has no payment`)
  return { of: "payment", intent }
}

/** The invoices of a subscription are taxed by its customer's address, which the buyer gave here. */
async function saveCountry(scope: Scope, session: Stripe.Checkout.Session): Promise<void> {
  const { data: before } = await lockStored(scope, "customer", idOf(session.customer))
  const country = session.customer_details?.address?.country ?? null
  if (!country || before.address?.country === country) return
  const after: Stripe.Customer = {
    ...before,
    address: { ...(before.address ?? emptyAddress(null)), country },
  }
  await saveObject(scope, "customer", after)
  await emit(scope, "customer.updated", after, before)
}

/** The invoice of the session's subscription, which is made at the first try. */
async function firstInvoice(scope: Scope, stored: Stored<"checkout.session">): Promise<string> {
  const { data: session, hidden } = stored
  const made = hidden.subscription?.made
  if (made) {
    const invoice = idOf((await getObject(scope, "subscription", made)).latest_invoice)
    if (await intentOf(scope, invoice)) return invoice
  }
  const { invoice, subscription } = await startFor(scope, stored, null)
  await rememberSubscription(scope, stored, subscription.data.id)
  await finalizeInvoice(scope, invoice, {
    session: session.id,
    returnUrl: `${scope.sandbox.url}/c/pay/${session.id}`,
    keep: hidden.redisplay ?? "limited",
  })
  return invoice.data.id
}

/** Starts a subscription that costs nothing today, and completes its session. */
export async function startFree(
  scope: Scope,
  sessionId: string,
  method: string | null,
): Promise<Payment> {
  const stored = await lockStored(scope, "checkout.session", sessionId)
  const { invoice, subscription } = await startFor(scope, stored, method)
  await rememberSubscription(scope, stored, subscription.data.id)
  await finalizeInvoice(scope, invoice)
  return { outcome: "complete", session: await completeSession(scope, sessionId, null) }
}

function startFor(
  scope: Scope,
  { data: session, hidden }: Stored<"checkout.session">,
  method: string | null,
) {
  const plan = planIn(hidden.subscription)
  return newSubscription(scope, {
    customer: idOf(session.customer),
    items: hidden.lines.flatMap(({ price, quantity, metadata }) =>
      price ? [{ price, quantity: quantity ?? 1, metadata: metadata ?? {} }] : [],
    ),
    description: plan.description,
    metadata: plan.metadata,
    trialEnd: trialEndOf(scope, plan),
    missingMethod: plan.missingMethod,
    prorationDiscounts: plan.prorationDiscounts,
    billingMode: "flexible",
    method,
    saveMethod: "off",
    cancelAt: null,
    cancelAtPeriodEnd: false,
    anchor: null,
    discounts: (session.discounts ?? []).map(discountOf),
    taxed: session.automatic_tax.enabled,
  })
}

function planIn(plan: SubscriptionPlan | undefined): SubscriptionPlan {
  if (!plan) throw new Error("a session in subscription mode has no plan")
  return plan
}

async function rememberSubscription(
  scope: Scope,
  { data, hidden }: Stored<"checkout.session">,
  made: string,
): Promise<void> {
  const plan = { ...planIn(hidden.subscription), made }
  await saveHidden(scope, "checkout.session", data.id, { ...hidden, subscription: plan })
}

function setUp(scope: Scope, session: Stripe.Checkout.Session): Promise<Stripe.SetupIntent> {
  return createSetup(
    scope,
    {
      customer: idOf(session.customer),
      description: null,
      metadata: {},
      methodTypes: ["card"],
      automatic: false,
      usage: "off_session",
    },
    { session: session.id, returnUrl: session.url, keep: "limited" },
  )
}
