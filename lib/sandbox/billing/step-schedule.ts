import type Stripe from "stripe"
import { endSubscription } from "@/lib/sandbox/billing/end-subscription"
import type { DiscountParams } from "@/lib/sandbox/billing/params"
import { prepareUpdate } from "@/lib/sandbox/billing/prepare-update"
import type { Phase } from "@/lib/sandbox/billing/schedule-phases"
import { type StoredSchedule, saveSchedule, untie } from "@/lib/sandbox/billing/schedule-store"
import { lockSubscription, type StoredInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { lockStored } from "@/lib/sandbox/stripe/objects"

/**
 * Ends a schedule's phase: the next one takes effect, or after the last the schedule lets go of the
 * subscription, or cancels it. Gives the draft of what is due at once, if anything is.
 * Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules
 */
export async function stepSchedule(scope: Scope, id: string): Promise<StoredInvoice | null> {
  const stored = await lockStored(scope, "subscription_schedule", id)
  const { data } = stored
  const next = data.phases.find((phase) => phase.start_date === data.current_phase?.end_date)
  if (!next) {
    await finish(scope, stored)
    return null
  }
  const { end_date, start_date } = next
  const entered = { ...data, current_phase: { end_date, start_date } }
  await saveSchedule(scope, { ...stored, data: entered })
  await emit(scope, "subscription_schedule.updated", entered, data)
  return enterPhase(scope, idOf(data.subscription), next)
}

type Proration = "always_invoice" | "create_prorations" | "none"

/** Changes a subscription to what a phase says of it. */
export async function enterPhase(
  scope: Scope,
  subscription: string,
  phase: Phase,
  proration: Proration = closed(phase.proration_behavior),
): Promise<StoredInvoice | null> {
  const before = await lockSubscription(scope, subscription)
  const { invoice } = await prepareUpdate(scope, subscription, {
    ...(phase.billing_cycle_anchor === "phase_start" ? { billing_cycle_anchor: "now" } : {}),
    ...(phase.default_payment_method
      ? { default_payment_method: idOf(phase.default_payment_method) }
      : {}),
    ...(phase.description ? { description: phase.description } : {}),
    ...trialOf(scope, before.data, phase),
    discounts: phase.discounts.map(discountParams),
    items: itemChanges(before.hidden.items, phase.items),
    metadata: phase.metadata ?? {},
    proration_behavior: proration,
  })
  return invoice
}

/** A phase says whether its time is a trial; without that, a trial that still runs ends. */
function trialOf(scope: Scope, before: Stripe.Subscription, { trial_end: end }: Phase) {
  if (end !== null && end > scope.now) return { trial_end: end }
  const runs = before.status === "trialing" && (before.trial_end ?? 0) > scope.now
  return runs ? { trial_end: "now" as const } : {}
}

function closed(behavior: string): Proration {
  return behavior === "always_invoice" || behavior === "none" ? behavior : "create_prorations"
}

/** A phase's discount as a call would give it. */
export function discountParams({
  coupon,
  discount,
  promotion_code: code,
}: Phase["discounts"][number]) {
  const params: DiscountParams = {}
  if (discount) params.discount = idOf(discount)
  else if (code) params.promotion_code = idOf(code)
  else if (coupon) params.coupon = idOf(coupon)
  return params
}

/** The calls' items that make of what is there what a phase has: kept, changed, new, deleted. */
function itemChanges(items: Stripe.SubscriptionItem[], wanted: Phase["items"]) {
  const free = [...items]
  const same = wanted.map(({ price }) => {
    const at = free.findIndex((item) => item.price.id === idOf(price))
    return at < 0 ? undefined : free.splice(at, 1)[0]
  })
  const changes = wanted.map(({ price, quantity, metadata }, at) => {
    const item = same[at] ?? free.shift()
    return {
      ...(item ? { id: item.id } : {}),
      price: idOf(price),
      quantity: quantity ?? 1,
      metadata: metadata ?? {},
    }
  })
  return [...changes, ...free.map(({ id }) => ({ id, deleted: true }))]
}

async function finish(scope: Scope, stored: StoredSchedule): Promise<void> {
  const { data } = stored
  const subscription = idOf(data.subscription)
  if (data.end_behavior === "cancel") {
    const completed: Stripe.SubscriptionSchedule = {
      ...data,
      completed_at: scope.now,
      current_phase: null,
      status: "completed",
    }
    await saveSchedule(scope, { ...stored, data: completed })
    const before = await lockSubscription(scope, subscription)
    await endSubscription(scope, before, "cancellation_requested")
    await emit(scope, "subscription_schedule.completed", completed, data)
    return
  }
  await release(scope, stored)
}

/** Lets the subscription go on by itself, as it is. */
export async function release(
  scope: Scope,
  stored: StoredSchedule,
  keepsEnd = false,
): Promise<Stripe.SubscriptionSchedule> {
  const { data } = stored
  const released: Stripe.SubscriptionSchedule = {
    ...data,
    current_phase: null,
    released_at: scope.now,
    released_subscription: idOf(data.subscription),
    status: "released",
    subscription: null,
  }
  await saveSchedule(scope, { ...stored, data: released })
  await untie(scope, idOf(data.subscription), keepsEnd)
  return emit(scope, "subscription_schedule.released", released, data)
}
