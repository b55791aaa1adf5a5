import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState } from "@/lib/sandbox/stripe/faults"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { getObject } from "@/lib/sandbox/stripe/objects"
import {
  callParams,
  filled,
  integer,
  listParams,
  mergeMetadata,
  metadata,
  parseParams,
  range,
  type Shape,
} from "@/lib/sandbox/stripe/params"
import { refundCharge, settleRefund } from "@/lib/sandbox/stripe/refund-charge"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const createParams = callParams({
  amount: integer.refine((value) => value > 0).optional(),
  charge: filled.optional(),
  payment_intent: filled.optional(),
  metadata: metadata.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
} satisfies Shape<Stripe.RefundCreateParams>)

async function create({ scope, form }: Call) {
  const params = parseParams(createParams, form)
  if (params.charge && params.payment_intent) {
    throw badParameter("Give only one of charge and payment_intent.", "charge")
  }
  return refundCharge(scope, {
    charge: params.charge ?? (await chargeOf(scope, params.payment_intent)),
    amount: params.amount,
    reason: params.reason ?? null,
    metadata: mergeMetadata(null, params.metadata),
  })
}

async function chargeOf(scope: Scope, intentId: string | undefined): Promise<string> {
  if (!intentId) {
    throw badParameter("Give a charge or a payment_intent.", "charge", "parameter_missing")
  }
  const intent = await getObject(scope, "payment_intent", intentId, "payment_intent")
  if (intent.status === "succeeded" && typeof intent.latest_charge === "string") {
    return intent.latest_charge
  }
  throw badState(
    `This payment intent (${intentId}) has no paid charge to refund.`,
    "payment_intent_unexpected_state",
    "payment_intent",
  )
}

async function announce(scope: Scope, after: Stripe.Refund, before: Stripe.Refund) {
  await emit(scope, "refund.updated", after, before)
  return emit(scope, "charge.refund.updated", after, before)
}

async function cancel({ scope, ids }: Call) {
  const refund = await getObject(scope, "refund", ids[0] ?? "")
  if (refund.status !== "pending") throw badState("Only a pending refund can be cancelled.")
  return settleRefund(scope, refund.id, "canceled")
}

export const refundRoutes: Route[] = [
  ...objectRoutes("refund", {
    create,
    list: {
      params: listParams({
        charge: filled.optional(),
        created: range.optional(),
        payment_intent: filled.optional(),
      } satisfies Shape<Stripe.RefundListParams>),
    },
    update: {
      params: callParams({
        metadata: metadata.optional(),
      } satisfies Shape<Stripe.RefundUpdateParams>),
      change: (_, before, change) => ({
        ...before,
        metadata: mergeMetadata(before.metadata, change.metadata),
      }),
      announce,
    },
  }),
  { method: "POST", path: "/v1/refunds/:id/cancel", run: cancel },
]
