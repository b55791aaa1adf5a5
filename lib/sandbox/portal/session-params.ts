import type Stripe from "stripe"
import { z } from "zod"
import { locales } from "@/lib/sandbox/portal/locales"
import { amount, callParams, filled, list, type Shape } from "@/lib/sandbox/stripe/params"

type Given = Stripe.BillingPortal.SessionCreateParams
type Flow = Stripe.BillingPortal.SessionCreateParams.FlowData

const url = filled.refine((value) => URL.canParse(value), "it is not an address")

const completion = z.strictObject({
  hosted_confirmation: z
    .strictObject({ custom_message: z.string().max(500).optional() })
    .optional(),
  redirect: z.strictObject({ return_url: url }).optional(),
  type: z.enum(["hosted_confirmation", "portal_homepage", "redirect"]),
} satisfies Shape<Stripe.BillingPortal.SessionCreateParams.FlowData.AfterCompletion>)

const onSubscription = z.strictObject({ subscription: filled })

const confirm = z.strictObject({
  items: list(
    z.strictObject({
      id: filled,
      price: filled.optional(),
      quantity: amount.optional(),
    } satisfies Shape<Stripe.BillingPortal.SessionCreateParams.FlowData.SubscriptionUpdateConfirm.Item>),
  ),
  subscription: filled,
} satisfies Shape<Stripe.BillingPortal.SessionCreateParams.FlowData.SubscriptionUpdateConfirm>)

const flow = z.strictObject({
  after_completion: completion.optional(),
  subscription_cancel: onSubscription.optional(),
  subscription_update: onSubscription.optional(),
  subscription_update_confirm: confirm.optional(),
  type: z.enum([
    "customer_update",
    "payment_method_update",
    "subscription_cancel",
    "subscription_update",
    "subscription_update_confirm",
  ]),
} satisfies Shape<Flow>)
export type FlowParams = z.output<typeof flow>

/** The parameters of a portal session. */
export const sessionParams = callParams({
  configuration: filled.optional(),
  customer: filled,
  flow_data: flow.optional(),
  locale: z.enum(locales).optional(),
  return_url: url.optional(),
} satisfies Shape<Given>)
