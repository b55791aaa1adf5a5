import type Stripe from "stripe"
import { z } from "zod"
import { invoiceTried } from "@/lib/sandbox/billing/pay-invoice"
import { lockBilling } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmPayment, rememberReturn } from "@/lib/sandbox/stripe/confirm-payment"
import { createIntent } from "@/lib/sandbox/stripe/create-intent"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState, StripeFault } from "@/lib/sandbox/stripe/faults"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { getObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"
import {
  accepted,
  amount,
  boolean,
  callParams,
  currency,
  filled,
  list,
  listParams,
  mergeMetadata,
  metadata,
  parseParams,
  range,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import { resolveMethod } from "@/lib/sandbox/stripe/payment-methods"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const createParams = callParams({
  amount: amount.refine((value) => value > 0),
  currency,
  automatic_payment_methods: accepted.optional(),
  capture_method: z.enum(["automatic", "automatic_async"]).optional(),
  confirm: boolean.optional(),
  customer: filled.optional(),
  description: text.optional(),
  error_on_requires_action: boolean.optional(),
  metadata: metadata.optional(),
  off_session: boolean.optional(),
  payment_method: filled.optional(),
  allowed_payment_method_types: list(filled).optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
  setup_future_usage: z.enum(["off_session", "on_session"]).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
} satisfies Shape<Stripe.PaymentIntentCreateParams>)

const updateParams = callParams({
  amount: amount.refine((value) => value > 0).optional(),
  customer: filled.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
} satisfies Shape<Stripe.PaymentIntentUpdateParams>)

const confirmParams = callParams({
  error_on_requires_action: boolean.optional(),
  off_session: boolean.optional(),
  payment_method: filled.optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
} satisfies Shape<Stripe.PaymentIntentConfirmParams>)

const cancelParams = callParams({
  cancellation_reason: z
    .enum(["abandoned", "duplicate", "fraudulent", "requested_by_customer"])
    .optional(),
} satisfies Shape<Stripe.PaymentIntentCancelParams>)

const confirmable = ["requires_action", "requires_confirmation", "requires_payment_method"]

async function create({ scope, form }: Call) {
  const params = parseParams(createParams, form)
  if (params.customer) await getObject(scope, "customer", params.customer, "customer")
  const intent = await createIntent(
    scope,
    {
      amount: params.amount,
      currency: params.currency,
      customer: params.customer ?? null,
      description: params.description || null,
      metadata: mergeMetadata(null, params.metadata),
      methodTypes: params.allowed_payment_method_types ?? ["card"],
      automatic: true,
      receiptEmail: params.receipt_email || null,
      setupFutureUsage: params.setup_future_usage ?? null,
      statementDescriptor: params.statement_descriptor || null,
      statementDescriptorSuffix: params.statement_descriptor_suffix || null,
    },
    { session: null, returnUrl: params.return_url ?? null },
  )
  if (!params.payment_method) return intent
  const method = await resolveMethod(scope, params.payment_method, "payment_method")
  const ready: Stripe.PaymentIntent = {
    ...intent,
    payment_method: method,
    status: "requires_confirmation",
  }
  await saveObject(scope, "payment_intent", ready)
  return params.confirm ? confirmOrFail(scope, ready, method) : ready
}

async function confirm({ scope, form, ids }: Call) {
  const params = parseParams(confirmParams, form)
  await lockBilling(scope)
  const { data: intent } = await lockStored(scope, "payment_intent", ids[0] ?? "")
  if (!confirmable.includes(intent.status)) throw wrongStatus(intent, "confirm")
  if (params.return_url) await rememberReturn(scope, intent.id, params.return_url)
  const given = params.payment_method ?? intent.payment_method
  if (typeof given !== "string") {
    throw badParameter("Give a payment_method to confirm with.", "payment_method")
  }
  return confirmOrFail(scope, intent, await resolveMethod(scope, given, "payment_method"))
}

/** A refused card is an error 402 at Stripe, and the failed charge stays. */
async function confirmOrFail(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  method: string,
): Promise<Stripe.PaymentIntent> {
  const confirmed = await confirmPayment(scope, intent, method)
  const { hidden } = await lockStored(scope, "payment_intent", intent.id)
  if (hidden.invoice) await invoiceTried(scope, confirmed)
  const error = confirmed.last_payment_error
  if (!error) return confirmed
  throw new StripeFault(
    {
      status: 402,
      type: "card_error",
      message: error.message ?? "The payment failed.",
      ...(error.code ? { code: error.code } : {}),
      ...(error.decline_code ? { decline_code: error.decline_code } : {}),
      payment_intent: confirmed,
    },
    true,
    true,
  )
}

async function cancel({ scope, form, ids }: Call) {
  const params = parseParams(cancelParams, form)
  const { data: intent } = await lockStored(scope, "payment_intent", ids[0] ?? "")
  if (!confirmable.includes(intent.status)) throw wrongStatus(intent, "cancel")
  const canceled: Stripe.PaymentIntent = {
    ...intent,
    status: "canceled",
    canceled_at: scope.now,
    cancellation_reason: params.cancellation_reason ?? null,
    next_action: null,
  }
  await saveObject(scope, "payment_intent", canceled)
  return emit(scope, "payment_intent.canceled", canceled)
}

function wrongStatus(intent: Stripe.PaymentIntent, verb: string): StripeFault {
  return badState(
    `This payment intent is ${intent.status}; to ${verb} it, it must be one of: ` +
      `${confirmable.join(", ")}.`,
    "payment_intent_unexpected_state",
  )
}

function changed(
  before: Stripe.PaymentIntent,
  change: z.output<typeof updateParams>,
): Stripe.PaymentIntent {
  if (change.amount !== undefined && !confirmable.includes(before.status)) {
    throw wrongStatus(before, "change the amount of")
  }
  return {
    ...before,
    amount: change.amount ?? before.amount,
    customer: change.customer ?? before.customer,
    description: change.description ?? before.description,
    metadata: mergeMetadata(before.metadata, change.metadata),
    receipt_email: change.receipt_email ?? before.receipt_email,
  }
}

export const paymentIntentRoutes: Route[] = [
  ...objectRoutes("payment_intent", {
    create,
    list: {
      params: listParams({
        created: range.optional(),
        customer: filled.optional(),
      } satisfies Shape<Stripe.PaymentIntentListParams>),
    },
    update: { params: updateParams, change: (_, before, change) => changed(before, change) },
  }),
  { method: "POST", path: "/v1/payment_intents/:id/confirm", run: confirm },
  { method: "POST", path: "/v1/payment_intents/:id/cancel", run: cancel },
]
