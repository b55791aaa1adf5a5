import type Stripe from "stripe"
import { z } from "zod"
import { billingMode, discountParams, trialSettings } from "@/lib/sandbox/billing/params"
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

type Params = Stripe.Checkout.SessionCreateParams

const productData = z.strictObject({
  name: filled,
  description: filled.optional(),
  images: list(text).optional(),
  metadata: metadata.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
} satisfies Shape<Stripe.Checkout.SessionCreateParams.LineItem.PriceData.ProductData>)

const priceData = z.strictObject({
  currency,
  product: filled.optional(),
  product_data: productData.optional(),
  recurring: recurring.optional(),
  tax_behavior: taxBehavior.optional(),
  unit_amount: amount.optional(),
  unit_amount_decimal: z.string().regex(/^\d+$/).transform(Number).optional(),
} satisfies Shape<Stripe.Checkout.SessionCreateParams.LineItem.PriceData>)

const lineItem = z.strictObject({
  adjustable_quantity: accepted.optional(),
  metadata: metadata.optional(),
  price: filled.optional(),
  price_data: priceData.optional(),
  quantity: integer.refine((value) => value > 0).optional(),
} satisfies Shape<Stripe.Checkout.SessionCreateParams.LineItem>)

const intentData = z.strictObject({
  capture_method: z.enum(["automatic", "automatic_async"]).optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  setup_future_usage: z.enum(["off_session", "on_session"]).optional(),
  statement_descriptor: text.max(22).optional(),
  statement_descriptor_suffix: text.max(22).optional(),
} satisfies Shape<Stripe.Checkout.SessionCreateParams.PaymentIntentData>)

const subscriptionData = z.strictObject({
  billing_mode: billingMode.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  trial_end: integer.optional(),
  trial_period_days: integer.refine((days) => days > 0).optional(),
  trial_settings: trialSettings.optional(),
} satisfies Shape<Stripe.Checkout.SessionCreateParams.SubscriptionData>)

const message = z.union([
  z.literal("").transform(() => null),
  z.strictObject({ message: filled.max(1200) }),
])

const enabled = z.strictObject({ enabled: boolean })
const url = z.url({ protocol: /^https?$/ })

/** What `POST /v1/checkout/sessions` takes; names follow the SDK's `SessionCreateParams`. */
export const sessionParams = callParams({
  mode: z.enum(["payment", "subscription", "setup"]),
  line_items: list(lineItem).optional(),
  adaptive_pricing: z.strictObject({ enabled: boolean.optional() }).optional(),
  after_expiration: accepted.optional(),
  allow_promotion_codes: boolean.optional(),
  allowed_payment_method_types: list(filled).optional(),
  automatic_tax: z.strictObject({ enabled: boolean, liability: accepted.optional() }).optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  branding_settings: accepted.optional(),
  cancel_url: url.optional(),
  client_reference_id: z.string().min(1).max(200).optional(),
  consent_collection: z
    .strictObject({
      terms_of_service: z.enum(["none", "required"]).optional(),
      promotions: z.enum(["auto", "none"]).optional(),
    })
    .optional(),
  currency: currency.optional(),
  custom_text: z
    .strictObject({
      after_submit: message.optional(),
      shipping_address: message.optional(),
      submit: message.optional(),
      terms_of_service_acceptance: message.optional(),
    })
    .optional(),
  customer: filled.optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  customer_email: z.email().optional(),
  customer_update: z
    .strictObject({
      address: z.enum(["auto", "never"]).optional(),
      name: z.enum(["auto", "never"]).optional(),
      shipping: z.enum(["auto", "never"]).optional(),
    } satisfies Shape<Stripe.Checkout.SessionCreateParams.CustomerUpdate>)
    .optional(),
  discounts: list(discountParams).optional(),
  excluded_payment_method_types: list(filled).optional(),
  expires_at: integer.optional(),
  integration_identifier: text.optional(),
  invoice_creation: z
    .strictObject({ enabled: boolean, invoice_data: accepted.optional() })
    .optional(),
  locale: filled.optional(),
  metadata: metadata.optional(),
  origin_context: z.enum(["mobile_app", "web"]).optional(),
  payment_intent_data: intentData.optional(),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  payment_method_configuration: text.optional(),
  payment_method_data: z
    .strictObject({ allow_redisplay: z.enum(["always", "limited", "unspecified"]).optional() })
    .optional(),
  payment_method_options: accepted.optional(),
  phone_number_collection: enabled.optional(),
  redirect_on_completion: z.enum(["always"]).optional(),
  saved_payment_method_options: z
    .strictObject({
      allow_redisplay_filters: list(z.enum(["always", "limited", "unspecified"])).optional(),
      payment_method_remove: z.enum(["enabled", "disabled"]).optional(),
      payment_method_save: z.enum(["enabled", "disabled"]).optional(),
    })
    .optional(),
  setup_intent_data: z
    .strictObject({
      description: text.optional(),
      metadata: metadata.optional(),
    } satisfies Shape<Stripe.Checkout.SessionCreateParams.SetupIntentData>)
    .optional(),
  subscription_data: subscriptionData.optional(),
  submit_type: z.enum(["auto", "book", "donate", "pay"]).optional(),
  success_url: url.optional(),
  tax_id_collection: z
    .strictObject({ enabled: boolean, required: z.enum(["if_supported", "never"]).optional() })
    .optional(),
  ui_mode: z.enum(["hosted_page"]).optional(),
  wallet_options: accepted.optional(),
} satisfies Shape<Params>)

export type SessionParams = z.output<typeof sessionParams>
export type LineParams = z.output<typeof lineItem>
