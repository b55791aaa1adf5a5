import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findStored } from "@/lib/sandbox/stripe/objects"

/**
 * The method that an invoice is charged with by itself, or null: the invoice's, the subscription's,
 * the customer's, whichever comes first and is still attached.
 * Source: the SDK's notes on `Subscription.default_payment_method`
 */
export async function defaultMethod(scope: Scope, invoice: Stripe.Invoice): Promise<string | null> {
  const id = idOf(invoice.parent?.subscription_details?.subscription)
  const subscription = await findStored(scope, "subscription", id)
  const own = subscription?.data.default_payment_method
  return firstAttached(scope, invoice.customer, [invoice.default_payment_method, own])
}

/** Whether a subscription's invoices could be charged by themselves. */
export async function hasMethod(
  scope: Scope,
  { customer, default_payment_method: own }: Stripe.Subscription,
): Promise<boolean> {
  return (await firstAttached(scope, customer, [own])) !== null
}

async function firstAttached(
  scope: Scope,
  owner: Stripe.Invoice["customer"],
  methods: (Stripe.Subscription["default_payment_method"] | undefined)[],
): Promise<string | null> {
  const customer = await findStored(scope, "customer", idOf(owner))
  const fallback = customer?.data.invoice_settings.default_payment_method
  for (const candidate of [...methods, fallback]) {
    const found = await findStored(scope, "payment_method", idOf(candidate))
    if (found?.data.customer) return found.data.id
  }
  return null
}
