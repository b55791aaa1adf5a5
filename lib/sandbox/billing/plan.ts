import type Stripe from "stripe"
import type { Cycle } from "@/lib/sandbox/billing/calendar"
import { idOf } from "@/lib/sandbox/stripe/id-of"

/** A recurring price's cycle; a price without one counts as monthly. */
export function cycleOf(price: Stripe.Price): Cycle {
  const { interval = "month", interval_count = 1 } = price.recurring ?? {}
  return { interval, interval_count }
}

/** The price in the shape that came before prices; items still carry it. */
export function planOf(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: idOf(price.product),
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: price.recurring?.trial_period_days ?? null,
    usage_type: "licensed",
  }
}
