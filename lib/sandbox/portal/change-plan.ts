import type Stripe from "stripe"
import { createPreview } from "@/lib/sandbox/billing/create-preview"
import { callApi } from "@/lib/sandbox/call-api"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import { StripeFault } from "@/lib/sandbox/stripe/faults"
import type { Form } from "@/lib/sandbox/stripe/form"

export type NewPlan = { price: string; quantity?: number }

function changeOf({ configuration }: Portal, subscription: Stripe.Subscription, plan: NewPlan) {
  const update = configuration.features.subscription_update
  const [item] = subscription.items.data
  const ends = update.trial_update_behavior === "end_trial" && subscription.status === "trialing"
  const one: Form = {
    id: item?.id ?? "",
    price: plan.price,
    quantity: String(plan.quantity ?? item?.quantity ?? 1),
  }
  const form: Form = {
    items: { "0": one },
    proration_behavior: update.proration_behavior,
    ...(ends ? { trial_end: "now" } : {}),
  }
  return { form, anchor: update.billing_cycle_anchor }
}

/**
 * Changes the plan as the configuration says. Where the card is refused nothing changes: the
 * customer takes another card and tries again.
 */
export function changePlan(
  portal: Portal,
  subscription: Stripe.Subscription,
  plan: NewPlan,
): Promise<StripeFault | null> {
  const { form, anchor } = changeOf(portal, subscription, plan)
  return callApi(portal.scope, "POST", `/v1/subscriptions/${subscription.id}`, {
    ...form,
    ...(anchor ? { billing_cycle_anchor: anchor } : {}),
    payment_behavior: "error_if_incomplete",
  })
}

/** The invoice that the change makes, at once or next; null for a change that cannot be made. */
export async function previewPlan(
  portal: Portal,
  subscription: Stripe.Subscription,
  plan: NewPlan,
): Promise<Stripe.Invoice | null> {
  const { form, anchor } = changeOf(portal, subscription, plan)
  try {
    return await createPreview({
      scope: portal.scope,
      ids: [],
      form: {
        subscription: subscription.id,
        subscription_details: {
          ...form,
          ...(anchor ? { billing_cycle_anchor: anchor } : {}),
        },
      },
    })
  } catch (error) {
    if (error instanceof StripeFault) return null
    throw error
  }
}
