import type Stripe from "stripe"
import { boundaryAfter } from "@/lib/sandbox/billing/calendar"
import { hasMethod } from "@/lib/sandbox/billing/default-method"
import { endSubscription } from "@/lib/sandbox/billing/end-subscription"
import { itemLine } from "@/lib/sandbox/billing/invoice-lines"
import { newInvoice } from "@/lib/sandbox/billing/new-invoice"
import { cycleOf } from "@/lib/sandbox/billing/plan"
import {
  changeSubscription,
  type StoredInvoice,
  type StoredSubscription,
  saveSubscription,
} from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"

/**
 * Begins the next period of the items whose period is over, and drafts its invoice, which is
 * finalised an hour later. A trial that is over becomes a paid period; without a payment method the
 * trial's settings decide. Gives the invoice, or null where none was made.
 * Source: https://docs.stripe.com/billing/invoices/subscription (the draft's hour)
 */
export async function renew(
  scope: Scope,
  before: StoredSubscription,
): Promise<StoredInvoice | null> {
  const { data, hidden } = before
  const trialIsOver = data.status === "trialing"
  if (trialIsOver && !(await hasMethod(scope, data))) {
    const missing = data.trial_settings?.end_behavior.missing_payment_method
    if (missing === "cancel") await endSubscription(scope, before, "cancellation_requested")
    if (missing === "pause") await pauseAfterTrial(scope, before)
    if (missing === "cancel" || missing === "pause") return null
  }
  const over = hidden.items.filter((item) => item.current_period_end <= scope.now)
  const renewed = over.map((item) => nextPeriod(data, item))
  const lines: Stripe.InvoiceLineItem[] = []
  for (const item of renewed) lines.unshift(await itemLine(scope, item, false))
  const items = hidden.items.map((item) => renewed.find((one) => one.id === item.id) ?? item)
  const isHeld = data.status === "unpaid" || data.pause_collection?.behavior === "keep_as_draft"
  const { invoice, subscription } = await newInvoice(
    scope,
    {
      data: { ...data, status: trialIsOver ? "active" : data.status },
      hidden: { ...hidden, items },
    },
    {
      reason: "subscription_cycle",
      lines,
      periodStart: Math.min(...over.map((item) => item.current_period_start)),
      autoAdvance: !isHeld,
      finalizesAt: isHeld ? null : scope.now + scope.settings.billing.draftMinutes * 60,
    },
  )
  await emit(scope, "invoice.created", invoice.data)
  await changeSubscription(scope, before, subscription)
  return invoice
}

/** The item in the period that follows, counted from the subscription's anchor. */
function nextPeriod(
  { billing_cycle_anchor: anchor }: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): Stripe.SubscriptionItem {
  const start = item.current_period_end
  const end = boundaryAfter(anchor, cycleOf(item.price), start)
  return { ...item, current_period_start: start, current_period_end: end }
}

async function pauseAfterTrial(scope: Scope, before: StoredSubscription): Promise<void> {
  const paused = await saveSubscription(scope, {
    data: {
      ...before.data,
      status: "paused",
      status_details: {
        paused: {
          subscription: { type: "trial_end_without_payment_method" },
          transitioned_at: scope.now,
          type: "subscription",
        },
      },
    },
    hidden: before.hidden,
  })
  await emit(scope, "customer.subscription.paused", paused.data)
  await emit(scope, "customer.subscription.updated", paused.data, before.data)
}
