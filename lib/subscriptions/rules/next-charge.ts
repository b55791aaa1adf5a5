import type { Access } from "@/lib/subscriptions/rules/access"
import { isCancelling, type Standing } from "@/lib/subscriptions/rules/steps"

/**
 * When a subscription is charged next by itself; null: not any more, or not while it is paused.
 * @param times.paidUntil the end of what is paid for, or of the running period
 * @param times.retryAt when a charge that failed is tried again, where it will be
 */
export function nextChargeAt(
  standing: Standing,
  times: { trialEndsAt: Date | null; paidUntil: Date | null; retryAt: Date | null },
): Date | null {
  if (!standing.isRecurring || standing.isCollectionPaused) return null
  const at = chargeAt(standing.status, times)
  const endsAt = standing.cancelAt
  return at && endsAt && endsAt <= at ? null : at
}

function chargeAt(
  status: Standing["status"],
  times: { trialEndsAt: Date | null; paidUntil: Date | null; retryAt: Date | null },
): Date | null {
  if (status === "trialing") return times.trialEndsAt
  if (status === "active") return times.paidUntil
  return status === "past_due" ? times.retryAt : null
}

/** The end of what is paid for, as far as access tells it; else the end of the running period. */
export function paidUntilOf(access: Access | null, periodEndsAt: Date | null): Date | null {
  return access?.graceFrom ?? periodEndsAt
}

/** Whether a charge that failed is still tried again: not once its customer has cancelled. */
export function isRetried(standing: Standing): boolean {
  return standing.status === "past_due" && !isCancelling(standing)
}
