import type Stripe from "stripe"
import { defaultMethod } from "@/lib/sandbox/billing/default-method"
import { invoiceFailed } from "@/lib/sandbox/billing/invoice-failed"
import { invoicePaid } from "@/lib/sandbox/billing/invoice-paid"
import type { StoredInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmPayment } from "@/lib/sandbox/stripe/confirm-payment"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { keepPaid } from "@/lib/sandbox/stripe/keep-method"
import { findObjects, lockStored } from "@/lib/sandbox/stripe/objects"

export type Trier = "buyer" | "schedule" | "shop"
export type Attempt = { invoice: StoredInvoice; intent: Stripe.PaymentIntent | null }

/**
 * Charges an open invoice: with the method given, else the invoice's, the subscription's or the
 * customer's default. The attempt is null where there was no method to try.
 * @param by who tries: the schedule, the shop, or the buyer, who is there to answer their bank
 */
export async function payInvoice(
  scope: Scope,
  id: string,
  method: string | null = null,
  by: Trier = "schedule",
): Promise<Attempt> {
  const stored = await lockStored(scope, "invoice", id)
  if (stored.data.amount_remaining === 0) {
    return { invoice: await invoicePaid(scope, id, null), intent: null }
  }
  const intent = await intentOf(scope, id)
  const chosen = method ?? (await defaultMethod(scope, stored.data))
  if (!intent || !chosen) {
    const failed = await invoiceFailed(scope, stored, intent, by === "schedule")
    return { invoice: failed, intent }
  }
  const tried = await confirmPayment(scope, intent, chosen)
  return { invoice: await invoiceTried(scope, tried, by), intent: tried }
}

/** What an attempt to charge means for the invoice that the payment intent belongs to. */
export async function invoiceTried(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  by: Trier = "buyer",
): Promise<StoredInvoice> {
  const { hidden } = await lockStored(scope, "payment_intent", intent.id)
  const stored = await lockStored(scope, "invoice", hidden.invoice ?? "")
  if (stored.data.status !== "open" && stored.data.status !== "uncollectible") return stored
  if (intent.status === "succeeded") {
    await keepPaid(scope, intent)
    const counts = by === "schedule" || stored.data.attempt_count === 0
    return invoicePaid(scope, stored.data.id, intent, counts)
  }
  const asks = by === "buyer" && intent.status === "requires_action"
  if (intent.status === "processing" || asks) return stored
  return invoiceFailed(scope, stored, intent, by === "schedule")
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
