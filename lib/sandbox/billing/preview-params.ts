import type Stripe from "stripe"
import { z } from "zod"
import {
  billingMode,
  cancelAt,
  discounts,
  itemParams,
  prorationBehavior,
  trialEnd,
} from "@/lib/sandbox/billing/params"
import { endBehavior, phases } from "@/lib/sandbox/billing/schedule-params"
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
} from "@/lib/sandbox/stripe/params"

const subscriptionDetails = z.strictObject({
  billing_cycle_anchor: z.strictObject({ type: z.enum(["now", "unchanged"]) }).optional(),
  billing_mode: billingMode.optional(),
  cancel_at: cancelAt.optional(),
  cancel_at_period_end: boolean.optional(),
  cancel_now: boolean.optional(),
  items: list(itemParams).optional(),
  metadata: metadata.optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: integer.optional(),
  resume_at: z.enum(["now"]).optional(),
  start_date: integer.optional(),
  trial_end: trialEnd.optional(),
} satisfies Shape<Stripe.InvoiceCreatePreviewParams.SubscriptionDetails>)

const scheduleDetails = z.strictObject({
  billing_mode: billingMode.optional(),
  end_behavior: endBehavior.optional(),
  phases: phases.optional(),
  proration_behavior: prorationBehavior.optional(),
} satisfies Shape<Stripe.InvoiceCreatePreviewParams.ScheduleDetails>)

/** What `POST /v1/invoices/create_preview` takes. */
export const previewParams = callParams({
  automatic_tax: accepted.optional(),
  currency: currency.optional(),
  customer: filled.optional(),
  discounts: discounts.optional(),
  preview_mode: z.enum(["next"]).optional(),
  schedule: filled.optional(),
  schedule_details: scheduleDetails.optional(),
  subscription: filled.optional(),
  subscription_details: subscriptionDetails.optional(),
} satisfies Shape<Stripe.InvoiceCreatePreviewParams>)
export type PreviewParams = z.output<typeof previewParams>
export type PreviewDetails = NonNullable<PreviewParams["subscription_details"]>
