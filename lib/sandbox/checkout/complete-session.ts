import type Stripe from "stripe"
import { emailOf, type PaymentForm } from "@/lib/sandbox/checkout/payment-form"
import type { Scope } from "@/lib/sandbox/scope"
import { emptyAddress } from "@/lib/sandbox/stripe/create-method"
import { createCustomer } from "@/lib/sandbox/stripe/customers"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { getObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"
import { addTaxId } from "@/lib/sandbox/stripe/tax-ids"
import { isTaxIdType, readTaxId } from "@/lib/sandbox/stripe/tax-numbers"

/** What the buyer typed, as the session shows it afterwards. */
export function customerDetails(
  session: Stripe.Checkout.Session,
  form: PaymentForm,
): Stripe.Checkout.Session.CustomerDetails {
  const isBusiness = session.tax_id_collection?.enabled && form.taxId !== ""
  const taxId = isBusiness ? readTaxId(form.country, form.taxId) : null
  const businessName = isBusiness ? form.businessName : null
  return {
    address: emptyAddress(form.country || null),
    business_name: businessName,
    email: emailOf(session) ?? form.email,
    individual_name: null,
    name: businessName || form.cardName || (session.customer_details?.name ?? null),
    phone: null,
    tax_exempt: "none",
    tax_ids: taxId ? [taxId] : [],
  }
}

/**
 * The customer of the session: given, or made now where the session asks for one. One that was made
 * at a refused try takes what the buyer corrected since.
 */
export async function customerFor(
  scope: Scope,
  session: Stripe.Checkout.Session,
  details: Stripe.Checkout.Session.CustomerDetails,
): Promise<string | null> {
  if (typeof session.customer === "string") {
    if (session.customer_creation === "always")
      await correctCustomer(scope, session.customer, details)
    return session.customer
  }
  if (session.customer_creation !== "always") return null
  const customer = await createCustomer(scope, {
    ...(details.email ? { email: details.email } : {}),
    ...(details.name ? { name: details.name } : {}),
    ...(details.address?.country ? { address: { country: details.address.country } } : {}),
  })
  return customer.id
}

async function correctCustomer(
  scope: Scope,
  id: string,
  { email, name }: Stripe.Checkout.Session.CustomerDetails,
): Promise<void> {
  const { data: customer } = await lockStored(scope, "customer", id)
  await saveObject(scope, "customer", { ...customer, email, name })
}

/** Stripe keeps a number that was typed with its customer, once. */
export async function keepTaxId(scope: Scope, session: Stripe.Checkout.Session): Promise<void> {
  const customer = idOf(session.customer)
  const { business_name: name = null, tax_ids: taxIds } = session.customer_details ?? {}
  const [typed] = taxIds ?? []
  if (!customer || !typed?.value || !isTaxIdType(typed.type)) return
  const { data: before } = await lockStored(scope, "customer", customer)
  if (name && before.name !== name) {
    const after = await saveObject(scope, "customer", { ...before, name, business_name: name })
    await emit(scope, "customer.updated", after, before)
  }
  await addTaxId(scope, customer, { type: typed.type, value: typed.value })
}

/**
 * Completes an open session: paid, nothing to pay, or still unpaid by a method that settles
 * later. Says so with `checkout.session.completed`.
 * Source: https://docs.stripe.com/checkout/fulfillment
 */
export async function completeSession(
  scope: Scope,
  id: string,
  intent: Stripe.PaymentIntent | null,
): Promise<Stripe.Checkout.Session> {
  const { data: open, hidden } = await lockStored(scope, "checkout.session", id)
  await keepTaxId(scope, open)
  const made = hidden.subscription?.made
  const subscription = made ? await getObject(scope, "subscription", made) : null
  const completed: Stripe.Checkout.Session = {
    ...open,
    invoice: subscription?.latest_invoice ?? null,
    status: "complete",
    payment_status: !intent
      ? "no_payment_required"
      : intent.status === "succeeded"
        ? "paid"
        : "unpaid",
    subscription: subscription?.id ?? null,
    url: null,
  }
  await saveObject(scope, "checkout.session", completed)
  return emit(scope, "checkout.session.completed", completed)
}
