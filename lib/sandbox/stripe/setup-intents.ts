import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { confirmSetup } from "@/lib/sandbox/stripe/confirm-setup"
import { createSetup } from "@/lib/sandbox/stripe/create-setup"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState, StripeFault } from "@/lib/sandbox/stripe/faults"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { getObject, lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"
import {
  accepted,
  boolean,
  callParams,
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
  allowed_payment_method_types: list(filled).optional(),
  automatic_payment_methods: accepted.optional(),
  confirm: boolean.optional(),
  customer: filled.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method: filled.optional(),
  return_url: text.optional(),
  usage: z.enum(["off_session", "on_session"]).optional(),
} satisfies Shape<Stripe.SetupIntentCreateParams>)

const updateParams = callParams({
  customer: filled.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method: filled.optional(),
} satisfies Shape<Stripe.SetupIntentUpdateParams>)

const confirmParams = callParams({
  payment_method: filled.optional(),
  return_url: text.optional(),
} satisfies Shape<Stripe.SetupIntentConfirmParams>)

const cancelParams = callParams({
  cancellation_reason: z.enum(["abandoned", "duplicate", "requested_by_customer"]).optional(),
} satisfies Shape<Stripe.SetupIntentCancelParams>)

const open = ["requires_action", "requires_confirmation", "requires_payment_method"]

async function create({ scope, form }: Call) {
  const params = parseParams(createParams, form)
  if (params.customer) await getObject(scope, "customer", params.customer, "customer")
  const intent = await createSetup(
    scope,
    {
      customer: params.customer ?? null,
      description: params.description || null,
      metadata: mergeMetadata(null, params.metadata),
      methodTypes: params.allowed_payment_method_types ?? ["card"],
      automatic: true,
      usage: params.usage ?? "off_session",
    },
    { session: null, returnUrl: params.return_url ?? null },
  )
  if (!params.payment_method) return intent
  const method = await resolveMethod(scope, params.payment_method, "payment_method")
  const ready: Stripe.SetupIntent = {
    ...intent,
    payment_method: method,
    status: "requires_confirmation",
  }
  await saveObject(scope, "setup_intent", ready)
  return params.confirm ? confirmOrFail(scope, ready, method) : ready
}

async function confirm({ scope, form, ids }: Call) {
  const params = parseParams(confirmParams, form)
  const { data: intent, hidden } = await lockOwn(scope, ids[0] ?? "", "confirm")
  if (params.return_url) {
    const returnUrl = params.return_url
    await saveHidden(scope, "setup_intent", intent.id, { ...hidden, returnUrl })
  }
  const given = params.payment_method ?? intent.payment_method
  if (typeof given !== "string") {
    throw badParameter("Give a payment_method to confirm with.", "payment_method")
  }
  return confirmOrFail(scope, intent, await resolveMethod(scope, given, "payment_method"))
}

/** A refused card is an error 402 at Stripe, and what it left behind stays. */
async function confirmOrFail(scope: Scope, intent: Stripe.SetupIntent, method: string) {
  const confirmed = await confirmSetup(scope, intent, method)
  const error = confirmed.last_setup_error
  if (!error) return confirmed
  throw new StripeFault(
    {
      status: 402,
      type: "card_error",
      message: error.message ?? "The card could not be saved.",
      ...(error.code ? { code: error.code } : {}),
      ...(error.decline_code ? { decline_code: error.decline_code } : {}),
      setup_intent: confirmed,
    },
    true,
    true,
  )
}

async function cancel({ scope, form, ids }: Call) {
  const params = parseParams(cancelParams, form)
  const { data: intent } = await lockOwn(scope, ids[0] ?? "", "cancel")
  const canceled: Stripe.SetupIntent = {
    ...intent,
    status: "canceled",
    cancellation_reason: params.cancellation_reason ?? null,
    next_action: null,
  }
  await saveObject(scope, "setup_intent", canceled)
  return emit(scope, "setup_intent.canceled", canceled)
}

/** A setup that the API may move: open, and not a checkout session's, which moves it itself. */
async function lockOwn(scope: Scope, id: string, verb: string) {
  const stored = await lockStored(scope, "setup_intent", id)
  if (stored.hidden.session) {
    throw badState(`A checkout session's setup intent is not yours to ${verb}.`)
  }
  if (open.includes(stored.data.status)) return stored
  throw badState(
    `This setup intent is ${stored.data.status}; to ${verb} it, it must be one of: ${open.join(", ")}.`,
    "setup_intent_unexpected_state",
  )
}

async function update(
  scope: Scope,
  before: Stripe.SetupIntent,
  change: z.output<typeof updateParams>,
): Promise<Stripe.SetupIntent> {
  if (change.customer) await getObject(scope, "customer", change.customer, "customer")
  const method = change.payment_method
    ? await resolveMethod(scope, change.payment_method, "payment_method")
    : null
  return {
    ...before,
    customer: change.customer ?? before.customer,
    description: change.description ?? before.description,
    metadata: mergeMetadata(before.metadata, change.metadata),
    ...(method ? { payment_method: method, status: "requires_confirmation" } : {}),
  }
}

export const setupIntentRoutes: Route[] = [
  ...objectRoutes("setup_intent", {
    create,
    list: {
      params: listParams({
        created: range.optional(),
        customer: filled.optional(),
        payment_method: filled.optional(),
      } satisfies Shape<Stripe.SetupIntentListParams>),
    },
    update: { params: updateParams, change: update },
  }),
  { method: "POST", path: "/v1/setup_intents/:id/confirm", run: confirm },
  { method: "POST", path: "/v1/setup_intents/:id/cancel", run: cancel },
]
