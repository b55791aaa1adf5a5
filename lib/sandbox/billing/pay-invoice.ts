import type Stripe from "stripe"
import { invoiceFailed } from "@/lib/sandbox/billing/invoice-failed"
import { invoicePaid } from "@/lib/sandbox/billing/invoice-paid"
import type { StoredInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmPayment } from "@/lib/sandbox/stripe/confirm-payment"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { keepPaid } from "@/lib/sandbox/stripe/keep-method"
import { findObjects, findStored, lockStored } from "@/lib/sandbox/stripe/objects"

export type Attempt = { invoice: StoredInvoice; intent: Stripe.PaymentIntent | null }

/**
 * Charges an open invoice: with the method given, else the invoice's, the subscription's or the
 * customer's default. The attempt is null where there was no method to try.
 * @param waits the buyer is there: a question of their bank is no failure yet
 */
export async function payInvoice(
  scope: Scope,
  id: string,
  method: string | null = null,
  waits = false,
): Promise<Attempt> {
  const stored = await lockStored(scope, "invoice", id)
  if (stored.data.amount_remaining === 0) {
    return { invoice: await invoicePaid(scope, id, null), intent: null }
  }
  const intent = await intentOf(scope, id)
  const chosen = method ?? (await defaultMethod(scope, stored.data))
  if (!intent || !chosen) {
    return { invoice: await invoiceFailed(scope, stored, intent), intent }
  }
  const tried = await confirmPayment(scope, intent, chosen)
  return { invoice: await invoiceTried(scope, tried, waits), intent: tried }
}

/** What an attempt to charge means for the invoice that the payment intent belongs to. */
export async function invoiceTried(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  waits = false,
): Promise<StoredInvoice> {
  const { hidden } = await lockStored(scope, "payment_intent", intent.id)
  const stored = await lockStored(scope, "invoice", hidden.invoice ?? "")
  if (stored.data.status !== "open" && stored.data.status !== "uncollectible") return stored
  if (intent.status === "succeeded") {
    await keepPaid(scope, intent)
    return invoicePaid(scope, stored.data.id, intent)
  }
  const pending = intent.status === "processing" || (waits && intent.status === "requires_action")
  return pending ? stored : invoiceFailed(scope, stored, intent)
}

/** The payment intent of an open invoice. */
export async function intentOf(
  scope: Scope,
  invoice: string,
): Promise<Stripe.PaymentIntent | null> {
  const [part] = await findObjects(scope, "invoice_payment", { invoice, status: "open" })
  const id = idOf(part?.payment.payment_intent)
  return id ? (await lockStored(scope, "payment_intent", id)).data : null
}

/** The method that an invoice is charged with by itself, or null. */
export async function defaultMethod(scope: Scope, invoice: Stripe.Invoice): Promise<string | null> {
  const id = idOf(invoice.parent?.subscription_details?.subscription)
  const subscription = await findStored(scope, "subscription", id)
  const customer = await findStored(scope, "customer", idOf(invoice.customer))
  const candidates = [
    invoice.default_payment_method,
    subscription?.data.default_payment_method,
    customer?.data.invoice_settings.default_payment_method,
  ]
  for (const candidate of candidates) {
    const found = await findStored(scope, "payment_method", idOf(candidate))
    if (found?.data.customer) return found.data.id
  }
  return null
}
