import type Stripe from "stripe"
import { type StoredSubscription, saveInvoice, saveSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import type { Stored } from "@/lib/sandbox/stripe/kinds"
import { lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"

type Reason = "cancellation_requested" | "payment_disputed" | "payment_failed"

/**
 * Ends a subscription now and for good. Its invoices that are not paid are not advanced or tried
 * any more; they stay as they are.
 * Source: https://docs.stripe.com/billing/subscriptions/cancel
 */
export async function endSubscription(
  scope: Scope,
  before: StoredSubscription,
  reason: Reason,
): Promise<StoredSubscription> {
  await stopInvoices(scope, before.data.id)
  const { data, hidden } = before
  const details = data.cancellation_details
  const ended = await saveSubscription(scope, {
    data: {
      ...data,
      canceled_at: data.canceled_at ?? scope.now,
      cancellation_details: {
        comment: details?.comment ?? null,
        feedback: details?.feedback ?? null,
        feedback_option: details?.feedback_option ?? null,
        reason: details?.reason ?? reason,
      },
      ended_at: scope.now,
      schedule: null,
      status: "canceled",
    },
    hidden,
  })
  await emit(scope, "customer.subscription.deleted", ended.data)
  if (data.schedule) await endSchedule(scope, idOf(data.schedule), reason)
  return ended
}

/** A schedule ends with its subscription: canceled, or aborted where nobody paid. */
async function endSchedule(scope: Scope, id: string, reason: Reason): Promise<void> {
  const { data, hidden } = await lockStored(scope, "subscription_schedule", id)
  if (data.status !== "active") return
  const ended: Stripe.SubscriptionSchedule = {
    ...data,
    canceled_at: scope.now,
    current_phase: null,
    status: "canceled",
  }
  await saveObject(scope, "subscription_schedule", ended)
  await saveHidden(scope, "subscription_schedule", id, { ...hidden, due: null })
  const aborted = reason === "payment_failed"
  await emit(scope, `subscription_schedule.${aborted ? "aborted" : "canceled"}`, ended, data)
}

/** The invoices of a subscription that wait for something. */
export async function unsettledInvoices(
  scope: Scope,
  subscription: string,
): Promise<Stored<"invoice">[]> {
  const { rows } = await scope.db.query<Stored<"invoice">>(
    `SELECT data, hidden FROM objects WHERE kind = 'invoice' AND data @> $1
       AND data->>'status' IN ('draft', 'open') ORDER BY seq`,
    [JSON.stringify({ parent: { subscription_details: { subscription } } })],
  )
  return rows
}

async function stopInvoices(scope: Scope, subscription: string): Promise<void> {
  for (const { data, hidden } of await unsettledInvoices(scope, subscription)) {
    const stopped: Stripe.Invoice = {
      ...data,
      auto_advance: false,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    }
    await saveInvoice(scope, { data: stopped, hidden: { ...hidden, due: null } })
  }
}
