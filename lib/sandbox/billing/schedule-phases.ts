import type Stripe from "stripe"
import { boundaryAfter } from "@/lib/sandbox/billing/calendar"
import { periodEnd } from "@/lib/sandbox/billing/due"
import { recurringPrice } from "@/lib/sandbox/billing/item-prices"
import { cycleOf } from "@/lib/sandbox/billing/plan"
import type { PhaseParams } from "@/lib/sandbox/billing/schedule-params"
import type { StoredSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { mergeMetadata } from "@/lib/sandbox/stripe/params"

export type Phase = Stripe.SubscriptionSchedule.Phase

/** A subscription's running period, or what is left of it to its end, as a schedule's phase. */
export function runningPhase(stored: StoredSubscription): Phase {
  const { data, hidden } = stored
  const starts = hidden.items.map((item) => item.current_period_start)
  return {
    ...emptyPhase(data.currency),
    discounts: data.discounts.map((one) => ({
      coupon: null,
      discount: idOf(one),
      promotion_code: null,
    })),
    end_date: data.cancel_at ?? periodEnd(stored),
    items: hidden.items.map(({ price, quantity, metadata }) =>
      itemOf(price.id, quantity ?? 1, metadata),
    ),
    metadata: {},
    start_date: Math.min(...starts),
    trial_end: data.status === "trialing" ? data.trial_end : null,
  }
}

/**
 * The phases as a call gives them, one after the other: each begins where the one before ends, and
 * lasts until its end date, for its duration, or one period of its first price.
 */
export async function phasesOf(
  scope: Scope,
  given: PhaseParams[],
  { start, currency }: { start: number; currency: string },
): Promise<Phase[]> {
  const phases: Phase[] = []
  for (const [at, params] of given.entries()) {
    const param = `phases[${at}]`
    const begin = phases.at(-1)?.end_date ?? start
    const asked = params.start_date === "now" ? scope.now : params.start_date
    if (asked !== undefined && asked !== begin && !(at === 0 && params.start_date === "now")) {
      throw badParameter(
        at === 0
          ? "The start of the running phase cannot be changed."
          : "A phase must begin where the one before it ends.",
        `${param}[start_date]`,
      )
    }
    phases.push(await phaseOf(scope, params, begin, currency, param))
  }
  return phases
}

async function phaseOf(
  scope: Scope,
  params: PhaseParams,
  start: number,
  currency: string,
  param: string,
): Promise<Phase> {
  const items = []
  let cycle = { interval: "month", interval_count: 1 }
  for (const [at, item] of params.items.entries()) {
    const price = await recurringPrice(scope, item, `${param}[items][${at}]`)
    if (at === 0) cycle = cycleOf(price)
    items.push(itemOf(price.id, item.quantity ?? 1, mergeMetadata(null, item.metadata)))
  }
  if (params.duration) {
    const { interval, interval_count = 1 } = params.duration
    cycle = { interval, interval_count }
  }
  const end =
    (params.end_date === "now" ? scope.now : params.end_date) ?? boundaryAfter(start, cycle, start)
  if (end <= start) throw badParameter("A phase must end after it begins.", `${param}[end_date]`)
  return {
    ...emptyPhase(currency),
    billing_cycle_anchor: params.billing_cycle_anchor ?? null,
    default_payment_method: params.default_payment_method || null,
    description: params.description || null,
    discounts: (params.discounts ?? []).map(({ coupon, discount, promotion_code: code }) => ({
      coupon: coupon ?? null,
      discount: discount ?? null,
      promotion_code: code ?? null,
    })),
    end_date: end,
    items,
    metadata: mergeMetadata(null, params.metadata),
    proration_behavior: params.proration_behavior ?? "create_prorations",
    start_date: start,
    trial_end: params.trial ? end : typeof params.trial_end === "number" ? params.trial_end : null,
  }
}

function itemOf(
  price: string,
  quantity: number,
  metadata: Stripe.Metadata,
): Phase["items"][number] {
  return {
    billing_thresholds: null,
    discounts: [],
    metadata,
    plan: price,
    price,
    quantity,
    tax_rates: [],
  }
}

function emptyPhase(currency: string): Omit<Phase, "end_date" | "start_date"> {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    invoice_settings: null,
    items: [],
    metadata: {},
    on_behalf_of: null,
    proration_behavior: "create_prorations",
    transfer_data: null,
    trial_end: null,
  }
}
