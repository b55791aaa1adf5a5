import type Stripe from "stripe"
import { z } from "zod"
import { discounts, prorationBehavior } from "@/lib/sandbox/billing/params"
import {
  accepted,
  boolean,
  callParams,
  currency,
  filled,
  integer,
  list,
  metadata,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"

export const endBehavior = z.enum(["cancel", "release"])

const phaseItem = z.strictObject({
  metadata: metadata.optional(),
  price: filled,
  quantity: integer.optional(),
} satisfies Shape<Stripe.SubscriptionScheduleUpdateParams.Phase.Item>)

const moment = z.union([z.literal("now"), integer])

const phase = z.strictObject({
  automatic_tax: accepted.optional(),
  billing_cycle_anchor: z.enum(["automatic", "phase_start"]).optional(),
  collection_method: z.enum(["charge_automatically"]).optional(),
  currency: currency.optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  discounts: discounts.optional(),
  duration: z
    .strictObject({
      interval: z.enum(["day", "month", "week", "year"]),
      interval_count: integer.optional(),
    })
    .optional(),
  end_date: moment.optional(),
  items: list(phaseItem),
  metadata: metadata.optional(),
  proration_behavior: prorationBehavior.optional(),
  start_date: moment.optional(),
  trial: boolean.optional(),
  trial_end: moment.optional(),
} satisfies Shape<Stripe.SubscriptionScheduleUpdateParams.Phase>)
export type PhaseParams = z.output<typeof phase>

/** Of Stripe's ways to make a schedule the one that takes a subscription over. */
export const createScheduleParams = callParams({
  from_subscription: filled,
} satisfies Shape<Stripe.SubscriptionScheduleCreateParams>)

/** Of an update, and of a preview's `schedule_details`. */
export const phases = list(phase)

export const updateScheduleParams = callParams({
  default_settings: accepted.optional(),
  end_behavior: endBehavior.optional(),
  metadata: metadata.optional(),
  phases: phases.optional(),
  proration_behavior: prorationBehavior.optional(),
} satisfies Shape<Stripe.SubscriptionScheduleUpdateParams>)
export type UpdateScheduleParams = z.output<typeof updateScheduleParams>

export const releaseScheduleParams = callParams({
  preserve_cancel_date: boolean.optional(),
} satisfies Shape<Stripe.SubscriptionScheduleReleaseParams>)

export const cancelScheduleParams = callParams({
  invoice_now: boolean.optional(),
  prorate: boolean.optional(),
} satisfies Shape<Stripe.SubscriptionScheduleCancelParams>)
