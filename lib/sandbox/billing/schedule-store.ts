import type Stripe from "stripe"
import { changeSubscription, lockSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import type { Stored } from "@/lib/sandbox/stripe/kinds"
import { saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"

export type StoredSchedule = Stored<"subscription_schedule">

/** When the running phase is over; null: nothing comes by itself any more. */
export function scheduleDue(schedule: Stripe.SubscriptionSchedule): number | null {
  return schedule.status === "active" ? (schedule.current_phase?.end_date ?? null) : null
}

export async function saveSchedule(
  scope: Scope,
  { data, hidden }: StoredSchedule,
): Promise<Stripe.SubscriptionSchedule> {
  await saveObject(scope, "subscription_schedule", data)
  const due = scheduleDue(data)
  await saveHidden(scope, "subscription_schedule", data.id, { ...hidden, due })
  return data
}

/** Ties a subscription to the schedule that leads it. */
export async function tie(scope: Scope, subscription: string, id: string): Promise<void> {
  const before = await lockSubscription(scope, subscription)
  await changeSubscription(scope, before, {
    data: { ...before.data, schedule: id },
    hidden: before.hidden,
  })
}

/** Sets a subscription free of its schedule, and of the end that this gave it unless that is kept. */
export async function untie(scope: Scope, subscription: string, keepsEnd: boolean): Promise<void> {
  const before = await lockSubscription(scope, subscription)
  const none = { cancel_at: null, cancel_at_period_end: false, canceled_at: null }
  await changeSubscription(scope, before, {
    data: { ...before.data, ...(keepsEnd ? {} : none), schedule: null },
    hidden: before.hidden,
  })
}
