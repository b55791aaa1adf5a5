import type Stripe from "stripe"
import { prepareEnd } from "@/lib/sandbox/billing/cancel-subscription"
import { changeSchedule, lockActive } from "@/lib/sandbox/billing/change-schedule"
import { endSubscription } from "@/lib/sandbox/billing/end-subscription"
import {
  cancelScheduleParams,
  createScheduleParams,
  releaseScheduleParams,
  updateScheduleParams,
} from "@/lib/sandbox/billing/schedule-params"
import { runningPhase } from "@/lib/sandbox/billing/schedule-phases"
import { scheduleDue, tie } from "@/lib/sandbox/billing/schedule-store"
import { release } from "@/lib/sandbox/billing/step-schedule"
import { lockSubscription } from "@/lib/sandbox/billing/store"
import { charge } from "@/lib/sandbox/billing/update-subscription"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { getObject, insertObject } from "@/lib/sandbox/stripe/objects"
import {
  boolean,
  filled,
  listParams,
  parseParams,
  range,
  type Shape,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const ended: readonly string[] = ["canceled", "incomplete", "incomplete_expired"]

/** `POST /v1/subscription_schedules`: takes a subscription over, its running period first. */
export async function createSchedule({ scope, form }: Call): Promise<Stripe.SubscriptionSchedule> {
  const { from_subscription: id } = parseParams(createScheduleParams, form)
  const stored = await lockSubscription(scope, id, "from_subscription")
  const { data, hidden } = stored
  if (data.schedule) {
    throw badParameter(
      `Subscription ${id} is attached to schedule ${idOf(data.schedule)} already.`,
      "from_subscription",
    )
  }
  if (ended.includes(data.status)) {
    throw badParameter(
      `Subscription ${id} is ${data.status}: a schedule cannot take it over.`,
      "from_subscription",
    )
  }
  const phase = runningPhase(stored)
  const { end_date, start_date } = phase
  const schedule: Stripe.SubscriptionSchedule = {
    id: newId("subscription_schedule"),
    object: "subscription_schedule",
    application: null,
    billing_mode: data.billing_mode,
    canceled_at: null,
    completed_at: null,
    created: scope.now,
    current_phase: { end_date, start_date },
    customer: data.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      billing_cycle_anchor: "automatic",
      billing_thresholds: null,
      collection_method: "charge_automatically",
      default_payment_method: data.default_payment_method,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: data.cancel_at === null ? "release" : "cancel",
    livemode: false,
    metadata: {},
    pause_schedules: [],
    phases: [phase],
    released_at: null,
    released_subscription: null,
    status: "active",
    subscription: id,
    test_clock: data.test_clock,
  }
  const secrets = { due: scheduleDue(schedule), clock: hidden.clock }
  await insertObject(scope, "subscription_schedule", schedule, secrets)
  await tie(scope, id, schedule.id)
  return emit(scope, "subscription_schedule.created", schedule)
}

/** `POST /v1/subscription_schedules/:id`: other phases; a changed running one takes effect now. */
export async function updateSchedule({
  scope,
  form,
  ids,
}: Call): Promise<Stripe.SubscriptionSchedule> {
  const params = parseParams(updateScheduleParams, form)
  const stored = await lockActive(scope, ids[0] ?? "")
  const { after, draft } = await changeSchedule(scope, stored, params)
  if (draft) await charge(scope, draft, "allow_incomplete")
  return emit(scope, "subscription_schedule.updated", after, stored.data)
}

/** `POST /v1/subscription_schedules/:id/release`: the subscription goes on as it is. */
export async function releaseSchedule({
  scope,
  form,
  ids,
}: Call): Promise<Stripe.SubscriptionSchedule> {
  const { preserve_cancel_date: keeps = false } = parseParams(releaseScheduleParams, form)
  return release(scope, await lockActive(scope, ids[0] ?? ""), keeps)
}

/** `POST /v1/subscription_schedules/:id/cancel`: ends the schedule and its subscription now. */
export async function cancelSchedule({
  scope,
  form,
  ids,
}: Call): Promise<Stripe.SubscriptionSchedule> {
  const { invoice_now, prorate } = parseParams(cancelScheduleParams, form)
  const { data } = await lockActive(scope, ids[0] ?? "")
  const before = await lockSubscription(scope, idOf(data.subscription))
  const ends = { invoice_now: invoice_now ?? true, prorate: prorate ?? true }
  const { invoice, subscription } = await prepareEnd(scope, before, ends)
  if (invoice) await charge(scope, invoice, "allow_incomplete")
  await endSubscription(scope, subscription, "cancellation_requested")
  return getObject(scope, "subscription_schedule", data.id)
}

export const scheduleRoutes: Route[] = [
  { method: "POST", path: "/v1/subscription_schedules/:id", run: updateSchedule },
  { method: "POST", path: "/v1/subscription_schedules/:id/release", run: releaseSchedule },
  { method: "POST", path: "/v1/subscription_schedules/:id/cancel", run: cancelSchedule },
  ...objectRoutes("subscription_schedule", {
    create: createSchedule,
    list: {
      params: listParams({
        created: range.optional(),
        customer: filled.optional(),
        scheduled: boolean.optional(),
      } satisfies Shape<Stripe.SubscriptionScheduleListParams>),
      conditions: { scheduled: (at) => `(data->>'status' = 'not_started') = ${at}` },
    },
  }),
]
