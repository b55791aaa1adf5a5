import type Stripe from "stripe"
import { z } from "zod"
import { boundaryAfter } from "@/lib/sandbox/billing/calendar"
import { prorationBehavior } from "@/lib/sandbox/billing/params"
import { cycleOf } from "@/lib/sandbox/billing/plan"
import { bill, pendingOf, restart } from "@/lib/sandbox/billing/prepare-update"
import { creditItem, debitItem } from "@/lib/sandbox/billing/prorations"
import {
  changeSubscription,
  lockSubscription,
  type StoredInvoice,
  type StoredSubscription,
} from "@/lib/sandbox/billing/store"
import { charge } from "@/lib/sandbox/billing/update-subscription"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { accepted, callParams, integer, parseParams, type Shape } from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

const unusedTime = z.strictObject({ type: z.enum(["item_current_period_start", "none", "now"]) })

const pauseParams = callParams({
  bill_for: z
    .strictObject({
      outstanding_usage_through: accepted.optional(),
      unused_time_from: unusedTime.optional(),
    } satisfies Shape<Stripe.SubscriptionPauseParams.BillFor>)
    .optional(),
  invoicing_behavior: z.enum(["invoice", "pending_invoice_item"]).optional(),
  type: z.enum(["subscription"]).optional(),
} satisfies Shape<Stripe.SubscriptionPauseParams>)

const resumeParams = callParams({
  billing_cycle_anchor: z.strictObject({ type: z.enum(["now", "unchanged"]) }).optional(),
  payment_behavior: z.enum(["resume_on_payment_attempt", "resume_on_payment_success"]).optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: integer.optional(),
} satisfies Shape<Stripe.SubscriptionResumeParams>)

/**
 * `POST /v1/subscriptions/:id/pause`: the subscription rests and makes no invoices. What is left of
 * the period is credited, from now on unless the call says otherwise.
 * Source: the SDK's notes on `SubscriptionPauseParams`
 */
export async function pauseSubscription({ scope, form, ids }: Call): Promise<Stripe.Subscription> {
  const params = parseParams(pauseParams, form)
  const before = await lockSubscription(scope, ids[0] ?? "")
  const { data, hidden } = before
  if (!["active", "past_due", "trialing", "unpaid"].includes(data.status)) {
    throw badState(`Subscription ${data.id} is ${data.status} and cannot be paused.`)
  }
  const from = params.bill_for?.unused_time_from?.type ?? "now"
  for (const item of hidden.items) {
    const at = from === "now" ? scope.now : item.current_period_start
    if (from !== "none") await creditItem(scope, before, item, at)
  }
  const paused: StoredSubscription = {
    data: {
      ...data,
      status: "paused",
      status_details: {
        paused: {
          subscription: { type: "pause_requested" },
          transitioned_at: scope.now,
          type: "subscription",
        },
      },
    },
    hidden: { ...hidden, billed: {} },
  }
  const bills = params.invoicing_behavior === "invoice"
  const isPending = bills && (await pendingOf(scope, data.id)).length > 0
  const billed = isPending ? await bill(scope, before, paused, []) : null
  const saved = billed?.subscription ?? (await changeSubscription(scope, before, paused))
  await emit(scope, "customer.subscription.paused", saved.data)
  if (billed) await charge(scope, billed.invoice, "allow_incomplete")
  return getObject(scope, "subscription", data.id)
}

/**
 * `POST /v1/subscriptions/:id/resume`: goes on with a paused subscription, with a new period from
 * now or with the one that runs. With `resume_on_payment_success` a refused charge undoes it (402);
 * at Stripe it then waits for the payment.
 * Source: https://docs.stripe.com/api/subscriptions/resume
 */
export async function resumeSubscription({ scope, form, ids }: Call): Promise<Stripe.Subscription> {
  const params = parseParams(resumeParams, form)
  const { invoice, subscription } = await prepareResume(scope, ids[0] ?? "", {
    isUnchanged: params.billing_cycle_anchor?.type === "unchanged",
    proration: params.proration_behavior ?? "create_prorations",
    at: params.proration_date ?? scope.now,
  })
  const strict = params.payment_behavior === "resume_on_payment_success"
  if (invoice) await charge(scope, invoice, strict ? "error_if_incomplete" : "allow_incomplete")
  return getObject(scope, "subscription", subscription.data.id)
}

type Resume = {
  isUnchanged: boolean
  proration: z.output<typeof prorationBehavior>
  at: number
}

/** The subscription goes on; the draft is what is due at once, if anything is. */
export async function prepareResume(
  scope: Scope,
  id: string,
  { isUnchanged, proration, at }: Resume,
): Promise<{ invoice: StoredInvoice | null; subscription: StoredSubscription }> {
  const before = await lockSubscription(scope, id)
  if (before.data.status !== "paused") {
    throw badState(`Subscription ${id} is ${before.data.status}, not paused.`)
  }
  const { status_details: _paused, ...data } = before.data
  const active: StoredSubscription = { ...before, data: { ...data, status: "active" } }
  const done = isUnchanged
    ? await goOn(scope, before, active, proration, at)
    : await restart(scope, before, active)
  await emit(scope, "customer.subscription.resumed", done.subscription.data)
  return done
}

async function goOn(
  scope: Scope,
  before: StoredSubscription,
  active: StoredSubscription,
  proration: Resume["proration"],
  at: number,
): Promise<{ invoice: StoredInvoice | null; subscription: StoredSubscription }> {
  const { billing_cycle_anchor: anchor } = active.data
  const items = active.hidden.items.map((item) => ({
    ...item,
    current_period_start: scope.now,
    current_period_end: boundaryAfter(anchor, cycleOf(item.price), scope.now),
  }))
  const billed = { ...active.hidden.billed }
  if (proration !== "none") {
    for (const item of items) billed[item.id] = await debitItem(scope, active, item, at)
  }
  const next = { ...active, hidden: { ...active.hidden, items, billed } }
  if (proration === "always_invoice") return bill(scope, before, next, [])
  return { invoice: null, subscription: await changeSubscription(scope, before, next) }
}
