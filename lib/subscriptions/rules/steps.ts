import type { SubscriptionStatus } from "@/lib/subscriptions/rules/status-words"

/** What of a subscription decides what its customer can do with it. */
export type Standing = {
  status: SubscriptionStatus
  isRecurring: boolean
  cancelAt: Date | null
  /** When it ends by its plan, whatever anybody asks; null: not by itself. */
  limitAt: Date | null
  /** Stripe's other pause: it runs on, and nobody is charged. */
  isCollectionPaused: boolean
  /** A change of its price is to come. */
  hasSchedule: boolean
}

/** Why a step is not possible now. */
export type StepRefusal =
  | "ended"
  /** Charged once: there is nothing that goes on. */
  | "once"
  | "unpaid"
  | "paused"
  | "cancelling"
  | "change-scheduled"
  /** It ends after a fixed time. */
  | "limited"
  | "trial"
  /** The provider can't. */
  | "not-offered"

/** Whether somebody asked for its end: not where only its plan ends it. */
export function isCancelling({ cancelAt, limitAt }: Pick<Standing, "cancelAt" | "limitAt">) {
  return cancelAt !== null && (limitAt === null || cancelAt < limitAt)
}

/** Why a subscription's price can't be changed; null: it can. */
export function changeRefusal(standing: Standing): StepRefusal | null {
  const { status, limitAt, isCollectionPaused } = standing
  const over = overOf(standing)
  if (over) return over
  if (status === "paused" || isCollectionPaused) return "paused"
  if (isUnpaid(status)) return "unpaid"
  if (isCancelling(standing)) return "cancelling"
  return limitAt ? "limited" : null
}

/**
 * Why a subscription can't be paused; null: it can. Stripe pauses none that a schedule changes:
 * https://docs.stripe.com/billing/subscriptions/pause#limitations
 */
export function pauseRefusal(standing: Standing, provider: { pause: boolean }): StepRefusal | null {
  if (!provider.pause) return "not-offered"
  const refusal = changeRefusal(standing)
  if (refusal) return refusal
  if (standing.status === "trialing") return "trial"
  return standing.hasSchedule ? "change-scheduled" : null
}

/** What going on with a subscription takes back; null: there is nothing. */
export function resumeKind(standing: Standing): "cancellation" | "pause" | "collection" | null {
  if (overOf(standing)) return null
  if (isCancelling(standing)) return "cancellation"
  if (standing.status === "paused") return "pause"
  return standing.isCollectionPaused ? "collection" : null
}

/**
 * How a subscription is cancelled: with the end of its period, or, where nothing of it is paid for, at
 * once. It is always possible; null: it ends already.
 */
export function cancelKind(standing: Standing): "period-end" | "at-once" | null {
  if (overOf(standing) || isCancelling(standing)) return null
  const hasNothingPaid = ["incomplete", "unpaid", "paused"].includes(standing.status)
  return hasNothingPaid ? "at-once" : "period-end"
}

function overOf({ status, isRecurring }: Standing): "ended" | "once" | null {
  if (status === "canceled" || status === "incomplete_expired") return "ended"
  return isRecurring ? null : "once"
}

function isUnpaid(status: SubscriptionStatus): boolean {
  return status === "past_due" || status === "unpaid" || status === "incomplete"
}
