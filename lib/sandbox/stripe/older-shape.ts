import { planOf } from "@/lib/sandbox/billing/plan"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findObjects, findStored } from "@/lib/sandbox/stripe/objects"

export type Fields = Record<string, unknown>

/** The version whose shape a shop's older endpoint would be sent. */
export const olderVersion = "2024-06-20"

/** Events that this version does not know. */
export const newerEvents: readonly string[] = ["invoice_payment.paid"]

/**
 * An object as events carried it before the version of March 2025 (basil): periods stand on the
 * subscription, an invoice names its subscription, payment and charge, and lines their price.
 * Source: https://docs.stripe.com/changelog/basil (the breaking changes of 2025-03-31)
 */
export async function olderShape(scope: Scope, object: Fields): Promise<Fields> {
  switch (object.object) {
    case "subscription":
      return subscription(object)
    case "invoice":
      return invoice(scope, object)
    case "payment_intent":
      return { ...object, invoice: await invoiceOf(scope, textOf(object.id)) }
    case "charge":
      return { ...object, invoice: await invoiceOf(scope, textOf(object.payment_intent)) }
    default:
      return object
  }
}

function subscription({ billing_mode: _mode, ...object }: Fields): Fields {
  const items = listOf(object.items)
  const [first] = items
  const older = items.map(({ current_period_end: _e, current_period_start: _s, ...item }) => item)
  return {
    ...object,
    current_period_end: first?.current_period_end ?? null,
    current_period_start: first?.current_period_start ?? null,
    items: { ...fieldsOf(object.items), data: older, total_count: items.length },
    plan: items.length === 1 ? (first?.plan ?? null) : null,
    quantity: items.length === 1 ? (first?.quantity ?? null) : null,
  }
}

async function invoice(scope: Scope, { parent, total_taxes, ...object }: Fields): Promise<Fields> {
  const details = fieldsOf(fieldsOf(parent).subscription_details)
  const [part] = await findObjects(scope, "invoice_payment", { invoice: textOf(object.id) })
  const intent = await findStored(scope, "payment_intent", idOf(part?.payment.payment_intent))
  return {
    ...object,
    charge: idOf(intent?.data.latest_charge) || null,
    lines: { ...fieldsOf(object.lines), data: await linesOf(scope, object.lines) },
    paid: object.status === "paid",
    paid_out_of_band: false,
    payment_intent: intent?.data.id ?? null,
    quote: null,
    subscription: details.subscription ?? null,
    subscription_details: { metadata: details.metadata ?? null },
    subscription_proration_date: null,
    tax: amountsOf(total_taxes),
    total_tax_amounts: total_taxes ?? [],
  }
}

async function linesOf(scope: Scope, lines: unknown): Promise<Fields[]> {
  const older: Fields[] = []
  for (const one of listOf(lines)) older.push(await line(scope, one))
  return older
}

async function line(scope: Scope, { parent, pricing, taxes, ...object }: Fields): Promise<Fields> {
  const details = fieldsOf(
    fieldsOf(parent).subscription_item_details ?? fieldsOf(parent).invoice_item_details,
  )
  const priceId = textOf(fieldsOf(fieldsOf(pricing).price_details).price)
  const price = await findStored(scope, "price", priceId)
  const isItem = Boolean(details.invoice_item)
  return {
    ...object,
    invoice_item: details.invoice_item ?? null,
    plan: price && planOf(price.data),
    price: price && price.data,
    proration: details.proration ?? false,
    proration_details: details.proration_details ?? { credited_items: null },
    subscription: details.subscription ?? null,
    subscription_item: details.subscription_item ?? null,
    tax_amounts: taxes ?? [],
    type: isItem ? "invoiceitem" : "subscription",
  }
}

async function invoiceOf(scope: Scope, intent: string): Promise<string | null> {
  const found = await findStored(scope, "payment_intent", intent)
  return found?.hidden.invoice ?? null
}

function amountsOf(taxes: unknown): number | null {
  const amounts = Array.isArray(taxes) ? taxes.map((one) => Number(fieldsOf(one).amount)) : []
  return amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0)
}

function listOf(list: unknown): Fields[] {
  const { data } = fieldsOf(list)
  return Array.isArray(data) ? data.map(fieldsOf) : []
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {}
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : ""
}
