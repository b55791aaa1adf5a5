import type Stripe from "stripe"
import { boundaryAfter } from "@/lib/sandbox/billing/calendar"
import { itemLine } from "@/lib/sandbox/billing/invoice-lines"
import { makeDiscounts } from "@/lib/sandbox/billing/make-discounts"
import { newInvoice } from "@/lib/sandbox/billing/new-invoice"
import type { DiscountParams } from "@/lib/sandbox/billing/params"
import { cycleOf, planOf } from "@/lib/sandbox/billing/plan"
import {
  itemsPage,
  type StoredInvoice,
  type StoredSubscription,
  saveSubscription,
} from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { newId, randomLetters } from "@/lib/sandbox/stripe/ids"
import { getObject, insertObject } from "@/lib/sandbox/stripe/objects"

export type NewItem = { price: Stripe.Price; quantity: number; metadata: Stripe.Metadata }

export type NewSubscription = {
  customer: string
  items: NewItem[]
  description: string | null
  metadata: Stripe.Metadata
  /** Seconds; null: it starts without a trial. */
  trialEnd: number | null
  missingMethod: "cancel" | "create_invoice" | "pause"
  prorationDiscounts: "included" | "itemized"
  billingMode: "classic" | "flexible"
  method: string | null
  saveMethod: "off" | "on_subscription"
  cancelAt: number | null
  cancelAtPeriodEnd: boolean
  /** When periods begin, in seconds; null: with the trial's end, or now. */
  anchor: number | null
  discounts: DiscountParams[]
  taxed: boolean
}

/**
 * Stores a subscription that waits for its first payment (`incomplete`), or is on trial, and the
 * draft of its first invoice, which the caller finalises and has paid.
 * Source: https://docs.stripe.com/billing/subscriptions/overview
 */
export async function newSubscription(
  scope: Scope,
  given: NewSubscription,
): Promise<{ invoice: StoredInvoice; subscription: StoredSubscription }> {
  const id = newId("subscription")
  const customer = await getObject(scope, "customer", given.customer, "customer")
  const isTrial = given.trialEnd !== null && given.trialEnd > scope.now
  const anchor = isTrial ? (given.trialEnd ?? scope.now) : (given.anchor ?? scope.now)
  const items = given.items.map((item) => {
    const cycle = cycleOf(item.price)
    const end = isTrial ? anchor : boundaryAfter(anchor, cycle, scope.now)
    return newItem(scope, id, item, { start: scope.now, end })
  })
  const start: StoredSubscription = {
    data: {
      ...emptySubscription(scope, id, given),
      billing_cycle_anchor: anchor,
      cancel_at: given.cancelAt ?? (given.cancelAtPeriodEnd ? firstEnd(items) : null),
      canceled_at: given.cancelAtPeriodEnd || given.cancelAt !== null ? scope.now : null,
      currency: given.items[0]?.price.currency ?? "usd",
      discounts: await makeDiscounts(scope, given.discounts, given.customer, id),
      status: isTrial ? "trialing" : "incomplete",
      test_clock: customer.test_clock ?? null,
      trial_end: isTrial ? given.trialEnd : null,
      trial_start: isTrial ? scope.now : null,
    },
    hidden: {
      items,
      due: null,
      clock: idOf(customer.test_clock) || null,
      warnedTrial: null,
      warnedPeriod: null,
      billed: {},
    },
  }
  await insertObject(scope, "subscription", start.data, start.hidden)
  const lines = []
  for (const item of items) lines.push(await itemLine(scope, item, isTrial))
  const { invoice, subscription } = await newInvoice(scope, start, {
    reason: "subscription_create",
    lines: lines.reverse(),
    periodStart: scope.now,
    autoAdvance: true,
    finalizesAt: null,
  })
  const saved = await saveSubscription(scope, subscription)
  await emit(scope, "customer.subscription.created", saved.data)
  await emit(scope, "invoice.created", invoice.data)
  return { invoice, subscription: saved }
}

function firstEnd(items: Stripe.SubscriptionItem[]): number {
  return Math.min(...items.map((item) => item.current_period_end))
}

/** An item of a subscription, with its running period in seconds. */
export function newItem(
  scope: Scope,
  subscription: string,
  { price, quantity, metadata }: NewItem,
  period: { start: number; end: number },
): Stripe.SubscriptionItem {
  return {
    id: `si_${randomLetters(14)}`,
    object: "subscription_item",
    billing_thresholds: null,
    created: scope.now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  }
}

function emptySubscription(
  scope: Scope,
  id: string,
  given: NewSubscription,
): Omit<Stripe.Subscription, "billing_cycle_anchor" | "currency" | "status"> {
  const { prorationDiscounts: discounts } = given
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: {
      disabled_reason: null,
      enabled: given.taxed,
      liability: given.taxed ? { type: "self" } : null,
    },
    billing_cycle_anchor_config: null,
    billing_mode: {
      type: given.billingMode,
      flexible: given.billingMode === "flexible" ? { proration_discounts: discounts } : null,
    },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: given.cancelAtPeriodEnd,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: scope.now,
    customer: given.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: given.method,
    default_source: null,
    default_tax_rates: [],
    description: given.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: itemsPage(id, []),
    latest_invoice: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: given.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: given.saveMethod,
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: scope.now,
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: given.missingMethod,
      },
    },
    trial_start: null,
  }
}
