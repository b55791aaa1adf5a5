import type Stripe from "stripe"
import {
  changeSubscription,
  lockSubscription,
  type StoredInvoice,
  type StoredSubscription,
  saveInvoice,
} from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findObjects, findStored, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * Marks an invoice as paid, by a payment intent or with nothing to pay, and lets its subscription
 * go on: an incomplete one starts, one whose newest invoice was owed is active again.
 * @param counts the schedule's try, or the first: it counts among the invoice's attempts
 * Source: https://docs.stripe.com/billing/subscriptions/overview (subscription statuses)
 */
export async function invoicePaid(
  scope: Scope,
  id: string,
  intent: Stripe.PaymentIntent | null,
  counts = false,
): Promise<StoredInvoice> {
  const { data: before, hidden } = await lockStored(scope, "invoice", id)
  const paid = await saveInvoice(scope, {
    data: {
      ...before,
      amount_paid: intent ? before.amount_due : 0,
      amount_remaining: 0,
      attempt_count: before.attempt_count + (counts ? 1 : 0),
      attempted: true,
      next_payment_attempt: null,
      status: "paid",
      status_transitions: { ...before.status_transitions, paid_at: scope.now },
    },
    hidden: { ...hidden, due: null },
  })
  await emit(scope, "invoice.paid", paid.data)
  await emit(scope, "invoice.payment_succeeded", paid.data)
  if (intent) await settleParts(scope, id, intent)
  await goOn(scope, paid.data, intent)
  return paid
}

async function settleParts(
  scope: Scope,
  invoice: string,
  intent: Stripe.PaymentIntent,
): Promise<void> {
  for (const part of await findObjects(scope, "invoice_payment", { invoice, status: "open" })) {
    const isPaid = part.payment.payment_intent === intent.id
    const settled: Stripe.InvoicePayment = {
      ...part,
      amount_paid: isPaid ? intent.amount_received : part.amount_paid,
      status: isPaid ? "paid" : "canceled",
      status_transitions: {
        canceled_at: isPaid ? null : scope.now,
        paid_at: isPaid ? scope.now : null,
      },
    }
    await saveObject(scope, "invoice_payment", settled)
    if (isPaid) await emit(scope, "invoice_payment.paid", settled)
  }
}

async function goOn(
  scope: Scope,
  invoice: Stripe.Invoice,
  intent: Stripe.PaymentIntent | null,
): Promise<void> {
  const before = await subscriptionOf(scope, invoice)
  if (before?.data.status !== "incomplete") return resumeOwed(scope, invoice)
  await changeSubscription(scope, before, {
    data: {
      ...before.data,
      default_payment_method:
        (await methodToKeep(scope, before.data, intent)) ?? before.data.default_payment_method,
      status: "active",
    },
    hidden: before.hidden,
  })
}

/** A subscription that owed its newest invoice is active again once that invoice is settled. */
export async function resumeOwed(scope: Scope, invoice: Stripe.Invoice): Promise<void> {
  const before = await subscriptionOf(scope, invoice)
  const owed = before?.data.status === "past_due" || before?.data.status === "unpaid"
  if (!before || !owed || idOf(before.data.latest_invoice) !== invoice.id) return
  await changeSubscription(scope, before, {
    data: { ...before.data, status: "active" },
    hidden: before.hidden,
  })
}

async function subscriptionOf(
  scope: Scope,
  invoice: Stripe.Invoice,
): Promise<StoredSubscription | null> {
  const id = idOf(invoice.parent?.subscription_details?.subscription)
  if (!id || !(await findStored(scope, "subscription", id))) return null
  return lockSubscription(scope, id)
}

/** The method that paid, when the subscription is to keep it: Checkout's, or where it was asked. */
async function methodToKeep(
  scope: Scope,
  subscription: Stripe.Subscription,
  intent: Stripe.PaymentIntent | null,
): Promise<string | null> {
  if (!intent) return null
  const stored = await findStored(scope, "payment_intent", intent.id)
  const asked = subscription.payment_settings?.save_default_payment_method === "on_subscription"
  return asked || stored?.hidden.session ? idOf(intent.payment_method) || null : null
}
