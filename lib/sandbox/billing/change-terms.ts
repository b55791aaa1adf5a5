import type Stripe from "stripe"
import { periodEnd } from "@/lib/sandbox/billing/due"
import type { UpdateParams } from "@/lib/sandbox/billing/params"
import type { StoredSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter, badState } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { emptied, mergeMetadata } from "@/lib/sandbox/stripe/params"

/** What a call changes of a subscription beside its items: how it ends, is paid and is described. */
export async function changeTerms(
  scope: Scope,
  stored: StoredSubscription,
  params: UpdateParams,
): Promise<StoredSubscription> {
  const { hidden } = stored
  const resumes = params.pause_collection?.resumes_at
  if (resumes !== undefined && resumes <= scope.now) {
    throw badParameter("resumes_at must lie in the future.", "pause_collection[resumes_at]")
  }
  const ended = { ...stored.data, ...endOf(scope, stored, params) }
  const data = {
    ...ended,
    cancellation_details: detailsOf(ended, params.cancellation_details),
  }
  if (params.default_payment_method) await checkMethod(scope, data, params.default_payment_method)
  const method = params.default_payment_method
  const missing = params.trial_settings?.end_behavior.missing_payment_method
  return {
    data: {
      ...data,
      automatic_tax: { ...data.automatic_tax, ...enabledOf(params.automatic_tax) },
      default_payment_method: method === undefined ? data.default_payment_method : method || null,
      description: emptied(params.description, data.description),
      metadata: mergeMetadata(data.metadata, params.metadata),
      pause_collection:
        params.pause_collection === undefined
          ? data.pause_collection
          : params.pause_collection && {
              behavior: params.pause_collection.behavior,
              resumes_at: params.pause_collection.resumes_at ?? null,
            },
      payment_settings: {
        payment_method_options: data.payment_settings?.payment_method_options ?? null,
        payment_method_types: data.payment_settings?.payment_method_types ?? null,
        save_default_payment_method:
          params.payment_settings?.save_default_payment_method ??
          data.payment_settings?.save_default_payment_method ??
          null,
      },
      trial_settings: missing
        ? { end_behavior: { billing_cycle_anchor: null, missing_payment_method: missing } }
        : data.trial_settings,
    },
    hidden,
  }
}

async function checkMethod(
  scope: Scope,
  { customer }: Stripe.Subscription,
  id: string,
): Promise<void> {
  const method = await getObject(scope, "payment_method", id, "default_payment_method")
  if (method.customer === customer) return
  throw badParameter(
    "The payment method is not attached to the subscription's customer.",
    "default_payment_method",
  )
}

function enabledOf(given: UpdateParams["automatic_tax"]) {
  return given ? { enabled: given.enabled } : {}
}

/** When it ends: at a time, with its period, or not. */
function endOf(
  scope: Scope,
  stored: StoredSubscription,
  { cancel_at: at, cancel_at_period_end: atEnd }: UpdateParams,
): Partial<Stripe.Subscription> {
  if (at !== undefined && atEnd !== undefined) {
    throw badParameter("Give only one of cancel_at and cancel_at_period_end.", "cancel_at")
  }
  const { data, hidden } = stored
  if (data.schedule && (at !== undefined || atEnd !== undefined)) {
    throw badState(
      `The subscription is managed by the schedule ${idOf(data.schedule)}: change or release that ` +
        "to change how the subscription ends.",
    )
  }
  if (atEnd === true) {
    return { ...asked(scope, data), cancel_at: periodEnd(stored), cancel_at_period_end: true }
  }
  if (atEnd === false || at === null) {
    const details = data.cancellation_details
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: details && { ...details, reason: null },
    }
  }
  if (at === undefined) return {}
  const ends = hidden.items.map((item) => item.current_period_end)
  const named = { max_period_end: Math.max(...ends), min_period_end: Math.min(...ends) }
  const moment = typeof at === "number" ? at : named[at]
  if (moment <= scope.now) throw badParameter("cancel_at must lie in the future.", "cancel_at")
  return { ...asked(scope, data), cancel_at: moment, cancel_at_period_end: false }
}

function asked(scope: Scope, data: Stripe.Subscription): Partial<Stripe.Subscription> {
  return { canceled_at: scope.now, cancellation_details: withReason(data) }
}

function withReason(data: Stripe.Subscription): Stripe.Subscription.CancellationDetails {
  const details = data.cancellation_details
  return {
    comment: details?.comment ?? null,
    feedback: details?.feedback ?? null,
    feedback_option: null,
    reason: "cancellation_requested",
  }
}

/** What the customer said about why; an empty text takes it back. */
export function detailsOf(
  data: Stripe.Subscription,
  given: UpdateParams["cancellation_details"],
): Stripe.Subscription["cancellation_details"] {
  const before = data.cancellation_details
  if (!given) return before
  return {
    comment: emptied(given.comment, before?.comment ?? null),
    feedback: given.feedback === undefined ? (before?.feedback ?? null) : given.feedback || null,
    feedback_option: null,
    reason: before?.reason ?? null,
  }
}
