import type Stripe from "stripe"
import { boundaryAfter } from "@/lib/sandbox/billing/calendar"
import { changeItems } from "@/lib/sandbox/billing/change-items"
import { changeTerms } from "@/lib/sandbox/billing/change-terms"
import { periodEnd } from "@/lib/sandbox/billing/due"
import { itemLine } from "@/lib/sandbox/billing/invoice-lines"
import { makeDiscounts } from "@/lib/sandbox/billing/make-discounts"
import { newInvoice } from "@/lib/sandbox/billing/new-invoice"
import type { UpdateParams } from "@/lib/sandbox/billing/params"
import { cycleOf } from "@/lib/sandbox/billing/plan"
import { creditItem } from "@/lib/sandbox/billing/prorations"
import {
  changeSubscription,
  lockSubscription,
  type StoredInvoice,
  type StoredSubscription,
} from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findObjects } from "@/lib/sandbox/stripe/objects"

/**
 * Changes a subscription as a call asks, and drafts the invoice that is due at once, if any; the
 * caller finalises that and has it paid, or looks at it and undoes all (a preview).
 * Source: https://docs.stripe.com/api/subscriptions/update
 */
export async function prepareUpdate(
  scope: Scope,
  id: string,
  params: UpdateParams,
): Promise<{ subscription: StoredSubscription; invoice: StoredInvoice | null }> {
  const before = await lockSubscription(scope, id)
  mayChange(before.data, params)
  const { proration_behavior: proration = "create_prorations" } = params
  const at = params.proration_date ?? scope.now
  const prorate = proration !== "none"
  const { after: withItems, restarted } = await changeItems(
    scope,
    before,
    params.items ?? [],
    prorate,
    at,
  )
  const withTerms = await changeTerms(scope, withItems, params)
  const discounts = params.discounts
    ? await makeDiscounts(scope, params.discounts, idOf(before.data.customer), id)
    : withTerms.data.discounts
  let after = { ...withTerms, data: { ...withTerms.data, discounts } }
  const endsTrial = params.trial_end === "now" && before.data.status === "trialing"
  const startsTrial = typeof params.trial_end === "number" && params.trial_end > scope.now
  if (startsTrial) after = await startTrial(scope, after, params.trial_end, prorate)
  const all = endsTrial || params.billing_cycle_anchor === "now" || restarted.length > 0
  if (all && !startsTrial && periodEnd(before) <= scope.now) {
    // At the end of a period the renewal, which is due at this moment, begins the new cycle.
    const anchored = { ...after, data: { ...after.data, billing_cycle_anchor: scope.now } }
    return { subscription: await changeSubscription(scope, before, anchored), invoice: null }
  }
  if (all && !startsTrial) {
    // What bills by another cycle now was credited with its change.
    const kept = after.hidden.items.filter((item) => !restarted.includes(item.id))
    if (prorate) for (const item of kept) await creditItem(scope, after, item, at)
    return restart(scope, before, after)
  }
  const hasPending = (await pendingOf(scope, id)).length > 0
  if (proration !== "always_invoice" || !hasPending) {
    return { subscription: await changeSubscription(scope, before, after), invoice: null }
  }
  return bill(scope, before, after, [])
}

function mayChange({ id, status }: Stripe.Subscription, params: UpdateParams): void {
  if (status !== "canceled" && status !== "incomplete_expired") return
  const { metadata: _metadata, cancellation_details: _details, expand: _expand, ...rest } = params
  if (Object.values(rest).every((value) => value === undefined)) return
  throw badState(
    `Subscription ${id} is ${status}: only its metadata and cancellation_details can change.`,
    "invalid_canceled_subscription_fields",
  )
}

export function pendingOf(scope: Scope, subscription: string): Promise<Stripe.InvoiceItem[]> {
  return findObjects(scope, "invoiceitem", {
    invoice: null,
    parent: { subscription_details: { subscription } },
  })
}

/** Puts the rest of a subscription's time on trial; what was paid for it is given back. */
async function startTrial(
  scope: Scope,
  stored: StoredSubscription,
  end: number | "now" | undefined,
  prorate: boolean,
): Promise<StoredSubscription> {
  if (typeof end !== "number") return stored
  const { data, hidden } = stored
  for (const item of hidden.items) if (prorate) await creditItem(scope, stored, item, scope.now)
  const items = hidden.items.map((item) => ({ ...item, current_period_end: end }))
  return {
    data: {
      ...data,
      billing_cycle_anchor: end,
      cancel_at: data.cancel_at_period_end ? end : data.cancel_at,
      status: "trialing",
      trial_end: end,
      trial_start: data.trial_start ?? scope.now,
    },
    hidden: { ...hidden, items, billed: {} },
  }
}

/** Begins every item's period now, and drafts the invoice for it. */
export async function restart(
  scope: Scope,
  before: StoredSubscription,
  after: StoredSubscription,
): Promise<{ subscription: StoredSubscription; invoice: StoredInvoice }> {
  const { data, hidden } = after
  const items = hidden.items.map((item) => ({
    ...item,
    current_period_start: scope.now,
    current_period_end: boundaryAfter(scope.now, cycleOf(item.price), scope.now),
  }))
  const end = Math.min(...items.map((item) => item.current_period_end))
  const next: StoredSubscription = {
    data: {
      ...data,
      billing_cycle_anchor: scope.now,
      cancel_at: data.cancel_at_period_end ? end : data.cancel_at,
      status: data.status === "trialing" ? "active" : data.status,
      trial_end: data.status === "trialing" ? scope.now : data.trial_end,
    },
    hidden: { ...hidden, items },
  }
  const lines: Stripe.InvoiceLineItem[] = []
  for (const item of items) lines.unshift(await itemLine(scope, item, false))
  return bill(scope, before, next, lines)
}

/** Drafts an invoice that is due at once: what is pending, then the lines given. */
export async function bill(
  scope: Scope,
  before: StoredSubscription,
  after: StoredSubscription,
  lines: Stripe.InvoiceLineItem[],
): Promise<{ subscription: StoredSubscription; invoice: StoredInvoice }> {
  const { invoice, subscription } = await newInvoice(scope, after, {
    reason: "subscription_update",
    lines,
    periodStart: before.hidden.items[0]?.current_period_start ?? scope.now,
    autoAdvance: true,
    finalizesAt: null,
  })
  await emit(scope, "invoice.created", invoice.data)
  return { subscription: await changeSubscription(scope, before, subscription), invoice }
}
