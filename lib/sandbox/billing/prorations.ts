import Stripe from "stripe"
import { boundaryBefore } from "@/lib/sandbox/billing/calendar"
import { discountsOf } from "@/lib/sandbox/billing/discounts"
import { pricingOf, productName } from "@/lib/sandbox/billing/invoice-lines"
import { cycleOf } from "@/lib/sandbox/billing/plan"
import type { StoredSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { newId } from "@/lib/sandbox/stripe/ids"
import type { Billed } from "@/lib/sandbox/stripe/kinds"
import { insertObject } from "@/lib/sandbox/stripe/objects"

/**
 * Credits what is left of an item's period, by the second, of what was really billed for it.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations (credit prorations)
 */
export async function creditItem(
  scope: Scope,
  { data, hidden }: StoredSubscription,
  item: Stripe.SubscriptionItem,
  at: number,
): Promise<void> {
  const billed = hidden.billed[item.id]
  if (!billed || billed.amount <= 0 || at >= billed.end) return
  const from = Math.max(at, billed.start)
  const share = (billed.end - from) / (billed.end - billed.start)
  await pend(scope, data, item, {
    amount: -Math.round(billed.amount * share),
    description: `Unused time on ${await words(scope, item, from)}`,
    period: { start: from, end: billed.end },
    credited: billed.invoice
      ? { invoice: billed.invoice, invoice_line_items: [billed.line] }
      : null,
  })
}

/** Charges what is left of an item's period, by the second, less discounts; gives what that is. */
export async function debitItem(
  scope: Scope,
  { data }: StoredSubscription,
  item: Stripe.SubscriptionItem,
  at: number,
): Promise<Billed> {
  const { price, quantity = 1, current_period_end: end } = item
  const start = boundaryBefore(data.billing_cycle_anchor, cycleOf(price), end)
  const share = Math.min(1, (end - at) / (end - start))
  let amount = Math.round((price.unit_amount ?? 0) * quantity * share)
  for (const { coupon } of await discountsOf(scope, data)) {
    amount -= Math.round((amount * (coupon.percent_off ?? 0)) / 100)
  }
  if (amount > 0) {
    await pend(scope, data, item, {
      amount,
      description: `Remaining time on ${await words(scope, item, at)}`,
      period: { start: at, end },
      credited: null,
    })
  }
  return { amount, start: at, end, invoice: "", line: "" }
}

async function words(scope: Scope, item: Stripe.SubscriptionItem, at: number): Promise<string> {
  const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" })
  const { quantity = 1 } = item
  const name = await productName(scope, item.price)
  return `${quantity === 1 ? "" : `${quantity} × `}${name} after ${date.format(at * 1000)}`
}

type Pending = {
  amount: number
  description: string
  period: Stripe.InvoiceItem.Period
  credited: { invoice: string; invoice_line_items: string[] } | null
}

/** Stores what the subscription's next invoice will have as a line. */
async function pend(
  scope: Scope,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  { amount, description, period, credited }: Pending,
): Promise<void> {
  const { quantity = 1 } = item
  const pending: Stripe.InvoiceItem = {
    id: newId("invoiceitem"),
    object: "invoiceitem",
    amount,
    currency: subscription.currency,
    customer: idOf(subscription.customer),
    customer_account: null,
    date: scope.now,
    description,
    discountable: false,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: amount,
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
      type: "subscription_details",
    },
    period,
    pricing: pricingOf(item.price),
    proration: true,
    proration_details: {
      credited_items: credited
        ? { invoice_line_item_details: credited, type: "invoice_line_items" }
        : null,
      discount_amounts: [],
    },
    quantity,
    quantity_decimal: Stripe.Decimal.from(quantity),
    tax_rates: [],
    test_clock: subscription.test_clock,
  }
  await insertObject(scope, "invoiceitem", pending, {})
  await emit(scope, "invoiceitem.created", pending)
}
