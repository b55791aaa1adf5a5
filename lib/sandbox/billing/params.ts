import type Stripe from "stripe"
import { z } from "zod"
import {
  accepted,
  amount,
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
import { recurring, taxBehavior } from "@/lib/sandbox/stripe/prices"

/** What several calls of Billing take; names follow the SDK's. */
export const discountParams = z.strictObject({
  coupon: filled.optional(),
  discount: filled.optional(),
  promotion_code: filled.optional(),
} satisfies Shape<Stripe.SubscriptionUpdateParams.Discount>)
export type DiscountParams = z.output<typeof discountParams>

export const discounts = z.union([z.literal("").transform(() => []), list(discountParams)])

const priceData = z.strictObject({
  currency,
  product: filled,
  recurring,
  tax_behavior: taxBehavior.optional(),
  unit_amount: amount.optional(),
} satisfies Shape<Stripe.SubscriptionUpdateParams.Item.PriceData>)

export const itemParams = z.strictObject({
  clear_usage: boolean.optional(),
  deleted: boolean.optional(),
  id: filled.optional(),
  metadata: metadata.optional(),
  price: filled.optional(),
  price_data: priceData.optional(),
  quantity: amount.optional(),
} satisfies Shape<Stripe.SubscriptionUpdateParams.Item>)
export type ItemParams = z.output<typeof itemParams>

export const trialSettings = z.strictObject({
  end_behavior: z.strictObject({
    missing_payment_method: z.enum(["cancel", "create_invoice", "pause"]),
  }),
})

export const billingMode = z.strictObject({
  type: z.enum(["classic", "flexible"]),
  flexible: z
    .strictObject({ proration_discounts: z.enum(["included", "itemized"]).optional() })
    .optional(),
})

export const prorationBehavior = z.enum(["always_invoice", "create_prorations", "none"])
export const trialEnd = z.union([z.literal("now"), integer])
export const cancelAt = z.union([
  z.literal("").transform(() => null),
  integer,
  z.enum(["max_period_end", "min_period_end"]),
])

export const paymentSettings = z.strictObject({
  payment_method_options: accepted.optional(),
  payment_method_types: accepted.optional(),
  save_default_payment_method: z.enum(["off", "on_subscription"]).optional(),
} satisfies Shape<Stripe.SubscriptionUpdateParams.PaymentSettings>)

export const cancellationDetails = z.strictObject({
  comment: text.optional(),
  feedback: z
    .enum([
      "",
      "customer_service",
      "low_quality",
      "missing_features",
      "other",
      "switched_service",
      "too_complex",
      "too_expensive",
      "unused",
    ])
    .optional(),
} satisfies Shape<Stripe.SubscriptionUpdateParams.CancellationDetails>)

const paymentBehavior = z.enum(["allow_incomplete", "default_incomplete", "error_if_incomplete"])

export const createParams = callParams({
  automatic_tax: z.strictObject({ enabled: boolean, liability: accepted.optional() }).optional(),
  billing_cycle_anchor: integer.optional(),
  billing_mode: billingMode.optional(),
  cancel_at: cancelAt.optional(),
  cancel_at_period_end: boolean.optional(),
  collection_method: z.enum(["charge_automatically"]).optional(),
  currency: currency.optional(),
  customer: filled,
  default_payment_method: filled.optional(),
  description: text.optional(),
  discounts: discounts.optional(),
  items: list(itemParams),
  metadata: metadata.optional(),
  off_session: boolean.optional(),
  payment_behavior: paymentBehavior.optional(),
  payment_settings: paymentSettings.optional(),
  proration_behavior: prorationBehavior.optional(),
  trial_end: trialEnd.optional(),
  trial_from_plan: boolean.optional(),
  trial_period_days: integer.optional(),
  trial_settings: trialSettings.optional(),
} satisfies Shape<Stripe.SubscriptionCreateParams>)

export const updateParams = callParams({
  automatic_tax: z.strictObject({ enabled: boolean, liability: accepted.optional() }).optional(),
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  cancel_at: cancelAt.optional(),
  cancel_at_period_end: boolean.optional(),
  cancellation_details: cancellationDetails.optional(),
  collection_method: z.enum(["charge_automatically"]).optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  discounts: discounts.optional(),
  items: list(itemParams).optional(),
  metadata: metadata.optional(),
  off_session: boolean.optional(),
  pause_collection: z
    .union([
      z.literal("").transform(() => null),
      z.strictObject({
        behavior: z.enum(["keep_as_draft", "mark_uncollectible", "void"]),
        resumes_at: integer.optional(),
      } satisfies Shape<Stripe.SubscriptionUpdateParams.PauseCollection>),
    ])
    .optional(),
  payment_behavior: paymentBehavior.optional(),
  payment_settings: paymentSettings.optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: integer.optional(),
  trial_end: trialEnd.optional(),
  trial_from_plan: boolean.optional(),
  trial_settings: trialSettings.optional(),
} satisfies Shape<Stripe.SubscriptionUpdateParams>)
export type UpdateParams = z.output<typeof updateParams>
