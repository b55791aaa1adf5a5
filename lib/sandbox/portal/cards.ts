import type Stripe from "stripe"
import { callApi } from "@/lib/sandbox/call-api"
import { methodFor } from "@/lib/sandbox/checkout/method-for"
import type { PaymentForm } from "@/lib/sandbox/checkout/payment-form"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import { confirmSetup } from "@/lib/sandbox/stripe/confirm-setup"
import { createSetup } from "@/lib/sandbox/stripe/create-setup"
import type { StripeFault } from "@/lib/sandbox/stripe/faults"
import { findObjects, findStored, saveHidden } from "@/lib/sandbox/stripe/objects"

/** The customer's own card, or null for one that is not theirs. */
export async function ownCard(
  { scope, customer }: Portal,
  id: string,
): Promise<Stripe.PaymentMethod | null> {
  const stored = await findStored(scope, "payment_method", id)
  return stored?.data.customer === customer.id ? stored.data : null
}

/** Tries to keep the card that was typed; the bank may have to be asked first. */
export async function addCard(
  { scope, customer, session }: Portal,
  form: PaymentForm,
): Promise<Stripe.SetupIntent> {
  const method = await methodFor(scope, { ...form, email: customer.email ?? "" })
  const intent = await createSetup(
    scope,
    {
      customer: customer.id,
      description: null,
      metadata: {},
      methodTypes: ["card"],
      automatic: false,
      usage: "off_session",
    },
    { session: null, returnUrl: null },
  )
  await saveHidden(scope, "setup_intent", intent.id, {
    session: null,
    returnUrl: `${scope.sandbox.url}/p/session/${session.id}/cards/${intent.id}`,
    keep: "always",
  })
  return confirmSetup(scope, intent, method)
}

/** The customer's own try to keep a card, or null for one that is not theirs. */
export async function ownSetup(
  { scope, customer }: Portal,
  id: string,
): Promise<Stripe.SetupIntent | null> {
  const stored = await findStored(scope, "setup_intent", id)
  return stored?.data.customer === customer.id ? stored.data : null
}

/**
 * Charges a card from now on: it is the customer's default, and that of their subscriptions, which
 * would otherwise go on with the one that they were bought with.
 */
export async function chargeCard(portal: Portal, method: string): Promise<StripeFault | null> {
  const { scope, customer } = portal
  const refused = await callApi(scope, "POST", `/v1/customers/${customer.id}`, {
    invoice_settings: { default_payment_method: method },
  })
  if (refused) return refused
  for (const one of await findObjects(scope, "subscription", { customer: customer.id })) {
    const isOver = ["canceled", "incomplete_expired"].includes(one.status)
    if (isOver || !one.default_payment_method || one.default_payment_method === method) continue
    const fault = await callApi(scope, "POST", `/v1/subscriptions/${one.id}`, {
      default_payment_method: method,
    })
    if (fault) return fault
  }
  return null
}

/** The cards that are charged by themselves: these cannot be removed before another one is. */
export function charged(
  { customer }: Portal,
  subscriptions: readonly Stripe.Subscription[],
): Set<string> {
  const own = subscriptions
    .filter((one) => !["canceled", "incomplete_expired"].includes(one.status))
    .map((one) => one.default_payment_method)
  const all = [customer.invoice_settings.default_payment_method, ...own]
  return new Set(all.filter((id) => typeof id === "string"))
}

/** Removes a card from its customer. */
export function removeCard({ scope }: Portal, id: string): Promise<StripeFault | null> {
  return callApi(scope, "POST", `/v1/payment_methods/${id}/detach`, {})
}
