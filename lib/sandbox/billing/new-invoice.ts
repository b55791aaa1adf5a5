import type Stripe from "stripe"
import { discountsOf, stayingDiscounts } from "@/lib/sandbox/billing/discounts"
import { pendingLine } from "@/lib/sandbox/billing/invoice-lines"
import { priceLines, sum, totalsOf, withBalance } from "@/lib/sandbox/billing/price-lines"
import {
  type StoredInvoice,
  type StoredSubscription,
  saveInvoice,
} from "@/lib/sandbox/billing/store"
import { taxIn } from "@/lib/sandbox/checkout/tax"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { newId } from "@/lib/sandbox/stripe/ids"
import type { Billed } from "@/lib/sandbox/stripe/kinds"
import { findObjects, getObject, insertObject, saveObject } from "@/lib/sandbox/stripe/objects"

export type NewInvoice = {
  reason: "subscription_create" | "subscription_cycle" | "subscription_update"
  /** For the items; what waits to be invoiced comes before them. */
  lines: Stripe.InvoiceLineItem[]
  /** The period before, in seconds. */
  periodStart: number
  autoAdvance: boolean
  /** Seconds; null: whoever makes it finalises it, or nobody does. */
  finalizesAt: number | null
}

/**
 * Stores a draft for a subscription: the pending prorations first, then the lines given, less
 * discounts. The subscription that comes back refers to it; the caller saves that, and says that
 * the invoice was created, where its order of events wants it.
 */
export async function newInvoice(
  scope: Scope,
  subscription: StoredSubscription,
  given: NewInvoice,
): Promise<{ invoice: StoredInvoice; subscription: StoredSubscription }> {
  const { data } = subscription
  const id = newId("invoice")
  const pending = await takePending(scope, data.id, id)
  const customer = await getObject(scope, "customer", idOf(data.customer), "customer")
  const numbers = await findObjects(scope, "tax_id", { customer: customer.id })
  const discounts = await discountsOf(scope, data)
  const raw = [...pending.map(pendingLine), ...given.lines]
  const lines = priceLines(raw, {
    discounts,
    tax: data.automatic_tax.enabled ? taxIn(scope, customer.address?.country ?? "", numbers) : null,
    inclusive: await inclusivePrices(scope, raw),
  }).map((line) => ({ ...line, invoice: id }))
  const totals = totalsOf(lines)
  const { due } = withBalance(totals.total, customer.balance, data.currency)
  const invoice: Stripe.Invoice = {
    ...emptyInvoice(scope, id, customer),
    ...totals,
    amount_due: due,
    amount_remaining: due,
    auto_advance: given.autoAdvance,
    automatic_tax: taxState(data),
    automatically_finalizes_at: given.finalizesAt,
    billing_reason: given.reason,
    currency: data.currency,
    description: data.description,
    discounts: discounts.map((discount) => discount.id),
    parent: {
      quote_details: null,
      subscription_details: { metadata: data.metadata, subscription: data.id },
      type: "subscription_details",
    },
    period_end: scope.now,
    period_start: given.periodStart,
    starting_balance: customer.balance,
    test_clock: subscription.hidden.clock,
  }
  const { clock } = subscription.hidden
  const hidden = { lines, due: given.finalizesAt, clock, failedAt: null }
  await insertObject(scope, "invoice", invoice, hidden)
  return {
    invoice: await saveInvoice(scope, { data: invoice, hidden }),
    subscription: {
      data: {
        ...data,
        discounts: await stayingDiscounts(scope, data, discounts, lines),
        latest_invoice: id,
      },
      hidden: {
        ...subscription.hidden,
        billed: { ...subscription.hidden.billed, ...billed(lines) },
      },
    },
  }
}

/** What each item's running period has cost, for the credit when it changes. */
function billed(lines: Stripe.InvoiceLineItem[]): Record<string, Billed> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const item = line.parent?.subscription_item_details?.subscription_item
      if (!item || line.amount < 0) return []
      const taken = sum((line.discount_amounts ?? []).map((one) => one.amount))
      const { start, end } = line.period
      return [
        [
          item,
          { amount: line.amount - taken, start, end, invoice: line.invoice ?? "", line: line.id },
        ],
      ]
    }),
  )
}

async function takePending(
  scope: Scope,
  subscription: string,
  invoice: string,
): Promise<Stripe.InvoiceItem[]> {
  const { rows } = await scope.db.query<{ data: Stripe.InvoiceItem }>(
    `SELECT data FROM objects WHERE kind = 'invoiceitem' AND data @> $1 ORDER BY seq`,
    [JSON.stringify({ invoice: null, parent: { subscription_details: { subscription } } })],
  )
  const items = rows.map((row) => row.data)
  for (const item of items) await saveObject(scope, "invoiceitem", { ...item, invoice })
  return items
}

async function inclusivePrices(
  scope: Scope,
  lines: Stripe.InvoiceLineItem[],
): Promise<Set<string>> {
  const prices = lines.map((line) => idOf(line.pricing?.price_details?.price))
  const { rows } = await scope.db.query<{ id: string }>(
    `SELECT id FROM objects WHERE kind = 'price' AND id = ANY ($1)
       AND data->>'tax_behavior' = 'inclusive'`,
    [prices],
  )
  return new Set(rows.map((row) => row.id))
}

function taxState({ automatic_tax: { enabled } }: Stripe.Subscription) {
  return {
    disabled_reason: null,
    enabled,
    liability: enabled ? { type: "self" as const } : null,
    provider: enabled ? "stripe" : null,
    status: enabled ? ("complete" as const) : null,
  }
}

type Varying =
  | keyof ReturnType<typeof totalsOf>
  | "automatic_tax"
  | "billing_reason"
  | "currency"
  | "parent"

function emptyInvoice(
  scope: Scope,
  id: string,
  customer: Stripe.Customer,
): Omit<Stripe.Invoice, Varying> {
  return {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Kiosk",
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    automatically_finalizes_at: null,
    collection_method: "charge_automatically",
    created: scope.now,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: [], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: scope.now,
    period_start: scope.now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: "draft",
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    test_clock: null,
    total_pretax_credit_amounts: [],
    webhooks_delivered_at: scope.now,
  }
}
