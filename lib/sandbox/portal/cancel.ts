import type Stripe from "stripe"
import { callApi } from "@/lib/sandbox/call-api"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import type { StripeFault } from "@/lib/sandbox/stripe/faults"

/**
 * Cancels as the configuration says: now, or when what is paid for ends. Of a flexible subscription
 * that is `cancel_at` with `cancel_at_period_end` false, as Stripe's portal does it.
 * Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare
 */
export function cancel(
  { scope, configuration }: Portal,
  subscription: Stripe.Subscription,
  given: { feedback: string; comment: string },
): Promise<StripeFault | null> {
  const {
    cancellation_reason: reason,
    mode,
    proration_behavior,
  } = configuration.features.subscription_cancel
  const feedback = reason.options.find((option) => option === given.feedback)
  const details = reason.enabled
    ? {
        cancellation_details: {
          ...(feedback ? { feedback } : {}),
          ...(given.comment ? { comment: given.comment } : {}),
        },
      }
    : {}
  const path = `/v1/subscriptions/${subscription.id}`
  if (mode === "immediately") {
    return callApi(scope, "DELETE", path, {
      ...details,
      prorate: String(proration_behavior !== "none"),
      invoice_now: String(proration_behavior === "always_invoice"),
    })
  }
  const end =
    subscription.billing_mode.type === "flexible"
      ? { cancel_at: "max_period_end" }
      : { cancel_at_period_end: "true" }
  return callApi(scope, "POST", path, { ...details, ...end })
}

/** Takes a cancellation back that has not happened yet. */
export function resume(
  { scope }: Portal,
  subscription: Stripe.Subscription,
): Promise<StripeFault | null> {
  return callApi(scope, "POST", `/v1/subscriptions/${subscription.id}`, {
    cancel_at_period_end: "false",
  })
}
