import type Stripe from "stripe"
import { intentOf, payInvoice } from "@/lib/sandbox/billing/pay-invoice"
import { changeSubscription, lockBilling, lockSubscription } from "@/lib/sandbox/billing/store"
import { methodFor } from "@/lib/sandbox/checkout/method-for"
import { checkCard, type FieldErrors, type PaymentForm } from "@/lib/sandbox/checkout/payment-form"
import { subscriptionOf } from "@/lib/sandbox/invoices/invoice-words"
import type { Scope } from "@/lib/sandbox/scope"
import { getObject, lockStored, saveHidden } from "@/lib/sandbox/stripe/objects"

export type HostedPayment =
  | { outcome: "authenticate"; intent: string }
  | { outcome: "tried" }
  | { outcome: "wrong"; errors: FieldErrors }

/**
 * Pays an invoice with the card that was typed on its page, as the API's own call would. One that
 * is not owed any more (another tab was faster) is left as it is.
 */
export async function payHosted(
  scope: Scope,
  id: string,
  form: PaymentForm,
): Promise<HostedPayment> {
  await lockBilling(scope)
  const { data: invoice } = await lockStored(scope, "invoice", id)
  const intent = await intentOf(scope, id)
  const isOwed = invoice.status === "open" || invoice.status === "uncollectible"
  if (!isOwed || !intent || intent.status === "processing") return { outcome: "tried" }
  const errors = checkCard(form, scope.now)
  if (Object.keys(errors).length > 0) return { outcome: "wrong", errors }
  const keeps = form.saveCard && subscriptionOf(invoice) !== ""
  await rememberChoice(scope, intent.id, keeps)
  const method = await methodFor(scope, { ...form, email: invoice.customer_email ?? "" })
  const { intent: tried } = await payInvoice(scope, id, method, "buyer")
  if (tried?.status === "requires_action") return { outcome: "authenticate", intent: tried.id }
  if (tried) await chargeNextWith(scope, tried)
  return { outcome: "tried" }
}

async function rememberChoice(scope: Scope, intent: string, keeps: boolean): Promise<void> {
  const { hidden } = await lockStored(scope, "payment_intent", intent)
  const keep = keeps ? "limited" : (hidden.keep ?? null)
  await saveHidden(scope, "payment_intent", intent, { ...hidden, keep, next: keeps })
}

/**
 * Makes the card that has paid an invoice its subscription's, where the payer asked for that. It
 * is called after every try, also the one that the bank had to confirm first.
 */
export async function chargeNextWith(scope: Scope, intent: Stripe.PaymentIntent): Promise<void> {
  const { hidden } = await lockStored(scope, "payment_intent", intent.id)
  const { payment_method: method, status } = intent
  if (!hidden.next || !hidden.invoice || status !== "succeeded" || typeof method !== "string")
    return
  const id = subscriptionOf(await getObject(scope, "invoice", hidden.invoice))
  const before = await lockSubscription(scope, id)
  const isOver = ["canceled", "incomplete_expired"].includes(before.data.status)
  if (isOver || before.data.default_payment_method === method) return
  await changeSubscription(scope, before, {
    data: { ...before.data, default_payment_method: method },
    hidden: before.hidden,
  })
}
