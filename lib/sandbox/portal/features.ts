import type Stripe from "stripe"
import { type FeatureChange, feedbackOptions } from "@/lib/sandbox/portal/feature-params"

export type Features = Stripe.BillingPortal.Configuration.Features

/** Nothing is offered; what a new configuration starts from. */
export const noFeatures: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: false,
    mode: "at_period_end",
    proration_behavior: "none",
  },
  subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: null,
    proration_behavior: "none",
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: "end_trial",
  },
}

/** Everything that the sandbox's portal can do: what the default configuration offers. */
export const allFeatures: Features = {
  ...noFeatures,
  customer_update: { allowed_updates: ["email", "name"], enabled: true },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true, payment_method_configuration: null },
  subscription_cancel: {
    ...noFeatures.subscription_cancel,
    cancellation_reason: { enabled: true, feedback_options: null, options: [...feedbackOptions] },
    enabled: true,
  },
  subscription_update: {
    ...noFeatures.subscription_update,
    default_allowed_updates: ["price"],
    enabled: true,
    proration_behavior: "always_invoice",
    trial_update_behavior: "continue_trial",
  },
}

/** The features after a call changed some; what it did not name stays. */
export function changedFeatures(before: Features, change: FeatureChange): Features {
  const { customer_update: customer, payment_method_update: method } = change
  const was = before.customer_update
  return {
    customer_update: {
      allowed_updates: customer?.allowed_updates ?? was.allowed_updates,
      enabled: customer?.enabled ?? was.enabled,
    },
    invoice_history: change.invoice_history ?? before.invoice_history,
    payment_method_update: method
      ? {
          enabled: method.enabled,
          payment_method_configuration: method.payment_method_configuration || null,
        }
      : before.payment_method_update,
    subscription_cancel: changedCancel(before.subscription_cancel, change.subscription_cancel),
    subscription_pause: {
      ...before.subscription_pause,
      enabled: change.subscription_pause?.enabled ?? before.subscription_pause.enabled,
    },
    subscription_update: changedUpdate(before.subscription_update, change.subscription_update),
  }
}

function changedCancel(
  was: Features["subscription_cancel"],
  change: FeatureChange["subscription_cancel"],
): Features["subscription_cancel"] {
  const reason = change?.cancellation_reason
  return {
    cancellation_reason: {
      ...was.cancellation_reason,
      enabled: reason?.enabled ?? was.cancellation_reason.enabled,
      options: reason?.options ?? was.cancellation_reason.options,
    },
    enabled: change?.enabled ?? was.enabled,
    mode: change?.mode ?? was.mode,
    proration_behavior: change?.proration_behavior ?? was.proration_behavior,
  }
}

function changedUpdate(
  was: Features["subscription_update"],
  change: FeatureChange["subscription_update"],
): Features["subscription_update"] {
  const products = change?.products?.map((one) => ({
    adjustable_quantity: {
      enabled: one.adjustable_quantity?.enabled ?? false,
      maximum: one.adjustable_quantity?.maximum ?? null,
      minimum: one.adjustable_quantity?.minimum ?? 1,
    },
    prices: one.prices,
    product: one.product,
  }))
  return {
    billing_cycle_anchor: change?.billing_cycle_anchor ?? was.billing_cycle_anchor,
    default_allowed_updates: change?.default_allowed_updates ?? was.default_allowed_updates,
    enabled: change?.enabled ?? was.enabled,
    products: products ?? was.products ?? null,
    proration_behavior: change?.proration_behavior ?? was.proration_behavior,
    schedule_at_period_end: {
      conditions:
        change?.schedule_at_period_end?.conditions ?? was.schedule_at_period_end.conditions,
    },
    trial_update_behavior: change?.trial_update_behavior ?? was.trial_update_behavior,
  }
}
