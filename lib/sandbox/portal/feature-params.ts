import type Stripe from "stripe"
import { z } from "zod"
import { amount, boolean, filled, list, type Shape, text } from "@/lib/sandbox/stripe/params"

type Given = Stripe.BillingPortal.ConfigurationUpdateParams.Features

/** A list; an empty text empties it. */
function listOrNone<Entry extends z.ZodType>(entry: Entry) {
  return z.union([z.literal("").transform((): z.output<Entry>[] => []), list(entry)])
}

const proration = z.enum(["always_invoice", "create_prorations", "none"])

const customerUpdate = z.strictObject({
  allowed_updates: listOrNone(
    z.enum(["address", "email", "name", "phone", "shipping", "tax_id"]),
  ).optional(),
  enabled: boolean.optional(),
} satisfies Shape<Given["customer_update"]>)

const methodUpdate = z.strictObject({
  enabled: boolean,
  payment_method_configuration: text.optional(),
} satisfies Shape<Given["payment_method_update"]>)

export const feedbackOptions = [
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
] as const

const cancel = z.strictObject({
  cancellation_reason: z
    .strictObject({
      enabled: boolean,
      options: listOrNone(z.enum(feedbackOptions)).optional(),
    } satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionCancel.CancellationReason>)
    .optional(),
  enabled: boolean.optional(),
  mode: z.enum(["at_period_end", "immediately"]).optional(),
  proration_behavior: proration.optional(),
} satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionCancel>)

const product = z.strictObject({
  adjustable_quantity: z
    .strictObject({
      enabled: boolean,
      maximum: amount.optional(),
      minimum: amount.optional(),
    } satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionUpdate.Product.AdjustableQuantity>)
    .optional(),
  prices: list(filled),
  product: filled,
} satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionUpdate.Product>)

const update = z.strictObject({
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  default_allowed_updates: listOrNone(z.enum(["price", "promotion_code", "quantity"])).optional(),
  enabled: boolean.optional(),
  products: listOrNone(product).optional(),
  proration_behavior: proration.optional(),
  schedule_at_period_end: z
    .strictObject({
      conditions: listOrNone(
        z.strictObject({ type: z.enum(["decreasing_item_amount", "shortening_interval"]) }),
      ).optional(),
    })
    .optional(),
  trial_update_behavior: z.enum(["continue_trial", "end_trial"]).optional(),
} satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionUpdate>)

const pause = z.strictObject({
  enabled: boolean.optional(),
} satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionPause>)

/** What a portal offers; what the sandbox's portal cannot do is an unknown parameter. */
export const featureParams = z.strictObject({
  customer_update: customerUpdate.optional(),
  invoice_history: z.strictObject({ enabled: boolean }).optional(),
  payment_method_update: methodUpdate.optional(),
  subscription_cancel: cancel.optional(),
  subscription_pause: pause.optional(),
  subscription_update: update.optional(),
} satisfies Shape<Given>)
export type FeatureChange = z.output<typeof featureParams>
