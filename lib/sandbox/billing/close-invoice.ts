import type Stripe from "stripe"
import { resumeOwed } from "@/lib/sandbox/billing/invoice-paid"
import { type StoredInvoice, saveInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findObjects, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * Voids a final invoice that is not paid: its payment is cancelled, and the credit that it used
 * goes back to the customer. Throws for any other.
 * Source: https://docs.stripe.com/invoicing/integration/workflow-transitions
 */
export async function voidInvoice(scope: Scope, stored: StoredInvoice): Promise<StoredInvoice> {
  const { data } = stored
  mustBe(data, ["open", "uncollectible"], "voided")
  await cancelPayments(scope, data.id)
  await giveCreditBack(scope, data)
  const transitions = { ...data.status_transitions, voided_at: scope.now }
  const voided = await close(scope, stored, "void", transitions)
  await emit(scope, "invoice.voided", voided.data)
  await resumeOwed(scope, voided.data)
  return voided
}

/** Gives an open invoice up; it can still be paid. Throws for any other. */
export async function markUncollectible(
  scope: Scope,
  stored: StoredInvoice,
): Promise<StoredInvoice> {
  const { data } = stored
  mustBe(data, ["open"], "marked as uncollectible")
  const transitions = { ...data.status_transitions, marked_uncollectible_at: scope.now }
  const marked = await close(scope, stored, "uncollectible", transitions)
  await emit(scope, "invoice.marked_uncollectible", marked.data)
  await resumeOwed(scope, marked.data)
  return marked
}

function mustBe({ id, status }: Stripe.Invoice, wanted: string[], verb: string): void {
  if (wanted.includes(status ?? "")) return
  throw badState(
    `Invoice ${id} is ${status}; only one that is ${wanted.join(" or ")} can be ${verb}.`,
  )
}

function close(
  scope: Scope,
  { data, hidden }: StoredInvoice,
  status: "uncollectible" | "void",
  transitions: Stripe.Invoice.StatusTransitions,
): Promise<StoredInvoice> {
  return saveInvoice(scope, {
    data: { ...data, next_payment_attempt: null, status, status_transitions: transitions },
    hidden: { ...hidden, due: null },
  })
}

async function cancelPayments(scope: Scope, invoice: string): Promise<void> {
  for (const part of await findObjects(scope, "invoice_payment", { invoice, status: "open" })) {
    const intentId = idOf(part.payment.payment_intent)
    const { data: intent } = await lockStored(scope, "payment_intent", intentId)
    const canceled: Stripe.PaymentIntent = {
      ...intent,
      status: "canceled",
      canceled_at: scope.now,
      cancellation_reason: "void_invoice",
      next_action: null,
    }
    await saveObject(scope, "payment_intent", canceled)
    await emit(scope, "payment_intent.canceled", canceled)
    await saveObject(scope, "invoice_payment", {
      ...part,
      status: "canceled",
      status_transitions: { canceled_at: scope.now, paid_at: null },
    })
  }
}

async function giveCreditBack(scope: Scope, invoice: Stripe.Invoice): Promise<void> {
  const used = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance
  if (used === 0) return
  const { data: before } = await lockStored(scope, "customer", idOf(invoice.customer))
  const after = { ...before, balance: before.balance - used }
  await saveObject(scope, "customer", after)
  await emit(scope, "customer.updated", after, before)
}
