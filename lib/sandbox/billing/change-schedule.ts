import type Stripe from "stripe"
import type { UpdateScheduleParams } from "@/lib/sandbox/billing/schedule-params"
import { type Phase, phasesOf } from "@/lib/sandbox/billing/schedule-phases"
import { type StoredSchedule, saveSchedule } from "@/lib/sandbox/billing/schedule-store"
import { discountParams, enterPhase } from "@/lib/sandbox/billing/step-schedule"
import {
  changeSubscription,
  lockBilling,
  lockSubscription,
  type StoredInvoice,
} from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { badState } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { lockStored } from "@/lib/sandbox/stripe/objects"
import { mergeMetadata } from "@/lib/sandbox/stripe/params"

/** The schedule, to be changed; throws unless it still leads its subscription. */
export async function lockActive(scope: Scope, id: string): Promise<StoredSchedule> {
  await lockBilling(scope)
  const stored = await lockStored(scope, "subscription_schedule", id)
  if (stored.data.status === "active") return stored
  throw badState(`Subscription schedule ${stored.data.id} is ${stored.data.status}.`)
}

/**
 * Gives a schedule other phases or another end. A running phase that differs from before takes
 * effect now; the draft of what that makes due is handed back, not charged.
 */
export async function changeSchedule(
  scope: Scope,
  stored: StoredSchedule,
  params: UpdateScheduleParams,
): Promise<{ after: Stripe.SubscriptionSchedule; draft: StoredInvoice | null }> {
  const { data } = stored
  const start = data.current_phase?.start_date ?? scope.now
  const currency = data.phases[0]?.currency ?? "usd"
  const given = params.phases && (await phasesOf(scope, params.phases, { start, currency }))
  const running = given?.find((one) => one.end_date > scope.now)
  const after: Stripe.SubscriptionSchedule = {
    ...data,
    end_behavior: params.end_behavior ?? data.end_behavior,
    metadata: mergeMetadata(data.metadata, params.metadata),
    phases: given ?? data.phases,
    current_phase: running
      ? { end_date: running.end_date, start_date: running.start_date }
      : data.current_phase,
  }
  await saveSchedule(scope, { ...stored, data: after })
  const before = data.phases.find((one) => one.start_date === running?.start_date)
  const differs = running && (!before || words(before) !== words(running))
  const draft = differs
    ? await enterPhase(scope, idOf(data.subscription), running, params.proration_behavior)
    : null
  if (params.phases || params.end_behavior) await setEnd(scope, after)
  return { after, draft }
}

/** What a phase makes of a subscription. */
function words({ discounts, items, trial_end: trialEnd }: Phase): string {
  const prices = items.map(({ price, quantity }) => [idOf(price), quantity])
  return JSON.stringify([prices, discounts.map(discountParams), trialEnd])
}

/** A schedule that cancels says so on its subscription; one that lets go takes that back. */
async function setEnd(scope: Scope, schedule: Stripe.SubscriptionSchedule): Promise<void> {
  const before = await lockSubscription(scope, idOf(schedule.subscription))
  const cancels = schedule.end_behavior === "cancel"
  const end = cancels ? (schedule.phases.at(-1)?.end_date ?? null) : null
  if (before.data.cancel_at === end) return
  await changeSubscription(scope, before, {
    data: {
      ...before.data,
      cancel_at: end,
      cancel_at_period_end: false,
      canceled_at: cancels ? scope.now : null,
    },
    hidden: before.hidden,
  })
}
