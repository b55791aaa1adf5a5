import Stripe from "stripe"
import { formatMoney } from "@/lib/sandbox/money"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { randomLetters } from "@/lib/sandbox/stripe/ids"
import { findStored } from "@/lib/sandbox/stripe/objects"

/** A line for an item's running period, or for its trial, which costs nothing. */
export async function itemLine(
  scope: Scope,
  item: Stripe.SubscriptionItem,
  isTrial: boolean,
): Promise<Stripe.InvoiceLineItem> {
  const { price, quantity = 1 } = item
  const name = await productName(scope, price)
  const unit = formatMoney(price.unit_amount ?? 0, price.currency)
  const each = `${unit} / ${every(price)}`
  return line({
    amount: isTrial ? 0 : (price.unit_amount ?? 0) * quantity,
    currency: price.currency,
    description: isTrial ? `Trial period for ${name}` : `${quantity} × ${name} (at ${each})`,
    discountable: true,
    metadata: item.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: null,
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    period: { start: item.current_period_start, end: item.current_period_end },
    pricing: pricingOf(price),
    quantity,
    subscription: item.subscription,
  })
}

/** A line for what waited to be invoiced: a proration, as it came from a change. */
export function pendingLine(given: Stripe.InvoiceItem): Stripe.InvoiceLineItem {
  const { subscription = null, subscription_item } = given.parent?.subscription_details ?? {}
  const credited = given.proration_details?.credited_items?.invoice_line_item_details
  const details = {
    invoice_item: given.id,
    proration: given.proration,
    proration_details: { credited_items: credited ?? null },
    subscription,
  }
  return line({
    amount: given.amount,
    currency: given.currency,
    description: given.description,
    discountable: given.discountable,
    metadata: given.metadata ?? {},
    parent: subscription_item
      ? {
          invoice_item_details: null,
          subscription_item_details: { ...details, subscription_item },
          type: "subscription_item_details",
        }
      : {
          invoice_item_details: details,
          subscription_item_details: null,
          type: "invoice_item_details",
        },
    period: given.period,
    pricing: given.pricing,
    quantity: given.quantity,
    subscription,
  })
}

type Given = Pick<
  Stripe.InvoiceLineItem,
  | "amount"
  | "currency"
  | "description"
  | "discountable"
  | "metadata"
  | "parent"
  | "period"
  | "pricing"
  | "subscription"
> & { quantity: number }

function line(given: Given): Stripe.InvoiceLineItem {
  return {
    id: `il_${randomLetters(24)}`,
    object: "line_item",
    discount_amounts: [],
    discounts: [],
    invoice: null,
    livemode: false,
    pretax_credit_amounts: [],
    quantity_decimal: Stripe.Decimal.from(given.quantity),
    subtotal: given.amount,
    taxes: [],
    ...given,
  }
}

/** What a line or an invoice item says of its price. */
export function pricingOf(price: Stripe.Price) {
  return {
    price_details: { price: price.id, product: idOf(price.product) },
    type: "price_details" as const,
    unit_amount_decimal: price.unit_amount_decimal,
  }
}

export async function productName(scope: Scope, price: Stripe.Price): Promise<string> {
  const product = await findStored(scope, "product", idOf(price.product))
  return product?.data.name ?? "Subscription"
}

/** A price's cycle in words: "month", "3 months". */
export function every({ recurring }: Stripe.Price): string {
  const { interval = "month", interval_count: count = 1 } = recurring ?? {}
  return count === 1 ? interval : `${count} ${interval}s`
}
