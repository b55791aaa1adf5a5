import type Stripe from "stripe"
import { invoicePaid } from "@/lib/sandbox/billing/invoice-paid"
import { withBalance } from "@/lib/sandbox/billing/price-lines"
import { type StoredInvoice, saveInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { createIntent } from "@/lib/sandbox/stripe/create-intent"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { newId } from "@/lib/sandbox/stripe/ids"
import type { PaymentSecrets } from "@/lib/sandbox/stripe/kinds"
import { insertObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * Makes a draft final: it gets its number, the customer's balance is settled with it, and what is
 * due gets a payment intent. With nothing due it is paid at once, without one.
 * Source: https://docs.stripe.com/invoicing/integration/workflow-transitions
 */
export async function finalizeInvoice(
  scope: Scope,
  draft: StoredInvoice,
  payment: Partial<PaymentSecrets> = {},
): Promise<StoredInvoice> {
  const { data } = draft
  if (data.status !== "draft") throw badState(`Invoice ${data.id} is ${data.status}, not a draft.`)
  const { data: customer } = await lockStored(scope, "customer", idOf(data.customer), "customer")
  const { due, ending } = withBalance(data.total, customer.balance, data.currency)
  const page = `${scope.sandbox.url}/i/${data.id}`
  const invoice: Stripe.Invoice = {
    ...data,
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    effective_at: scope.now,
    ending_balance: ending,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    number: numberOf(customer),
    starting_balance: customer.balance,
    status: "open",
    status_transitions: { ...data.status_transitions, finalized_at: scope.now },
  }
  const counted: Stripe.Customer = {
    ...customer,
    balance: ending,
    currency: customer.currency ?? data.currency,
    next_invoice_sequence: (customer.next_invoice_sequence ?? 1) + 1,
  }
  await saveObject(scope, "customer", counted)
  if (counted.balance !== customer.balance) {
    await emit(scope, "customer.updated", counted, customer)
  }
  const open = await saveInvoice(scope, { data: invoice, hidden: { ...draft.hidden, due: null } })
  await emit(scope, "invoice.finalized", open.data)
  if (due === 0) return invoicePaid(scope, open.data.id, null)
  await startPayment(scope, open.data, payment)
  return open
}

function numberOf(customer: Stripe.Customer): string {
  const sequence = String(customer.next_invoice_sequence ?? 1).padStart(4, "0")
  return `${customer.invoice_prefix ?? "KIOSK"}-${sequence}`
}

async function startPayment(
  scope: Scope,
  invoice: Stripe.Invoice,
  payment: Partial<PaymentSecrets>,
): Promise<void> {
  const first = invoice.billing_reason === "subscription_create"
  const intent = await createIntent(
    scope,
    {
      amount: invoice.amount_due,
      currency: invoice.currency,
      customer: idOf(invoice.customer),
      description: first ? "Subscription creation" : "Subscription update",
      metadata: {},
      methodTypes: ["card"],
      automatic: false,
      receiptEmail: null,
      setupFutureUsage: first ? "off_session" : null,
      statementDescriptor: null,
      statementDescriptorSuffix: null,
    },
    {
      session: null,
      returnUrl: invoice.hosted_invoice_url ?? null,
      ...payment,
      invoice: invoice.id,
    },
  )
  const part: Stripe.InvoicePayment = {
    id: newId("invoice_payment"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: scope.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  }
  await insertObject(scope, "invoice_payment", part, {})
}
