import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState } from "@/lib/sandbox/stripe/faults"
import { listObjects } from "@/lib/sandbox/stripe/list"
import { getObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"
import {
  expand,
  filled,
  integer,
  mergeMetadata,
  metadata,
  paging,
  parseParams,
  range,
  type Shape,
} from "@/lib/sandbox/stripe/params"
import { refundCharge, settleRefund } from "@/lib/sandbox/stripe/refund-charge"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const createParams = z.strictObject({
  amount: integer.refine((value) => value > 0).optional(),
  charge: filled.optional(),
  payment_intent: filled.optional(),
  metadata: metadata.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  expand: expand.optional(),
} satisfies Shape<Stripe.RefundCreateParams>)

const updateParams = z.strictObject({
  metadata: metadata.optional(),
  expand: expand.optional(),
} satisfies Shape<Stripe.RefundUpdateParams>)

const listParams = z.strictObject({
  ...paging,
  charge: filled.optional(),
  created: range.optional(),
  payment_intent: filled.optional(),
} satisfies Shape<Stripe.RefundListParams>)

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

async function update({ scope, form, ids }: Call) {
  const change = parseParams(updateParams, form)
  const { data: before } = await lockStored(scope, "refund", ids[0] ?? "")
  const refund: Stripe.Refund = {
    ...before,
    metadata: mergeMetadata(before.metadata, change.metadata),
  }
  await saveObject(scope, "refund", refund)
  await emit(scope, "refund.updated", refund, before)
  await emit(scope, "charge.refund.updated", refund, before)
  return refund
}

async function cancel({ scope, ids }: Call) {
  const refund = await getObject(scope, "refund", ids[0] ?? "")
  if (refund.status !== "pending") throw badState("Only a pending refund can be cancelled.")
  return settleRefund(scope, refund.id, "canceled")
}

async function listRefunds({ scope, form }: Call) {
  const query = parseParams(listParams, form)
  return listObjects(scope, "refund", "/v1/refunds", {
    ...query,
    where: { charge: query.charge, payment_intent: query.payment_intent },
  })
}

export const refundRoutes: Route[] = [
  { method: "POST", path: "/v1/refunds", run: create },
  { method: "GET", path: "/v1/refunds", run: listRefunds },
  {
    method: "GET",
    path: "/v1/refunds/:id",
    run: ({ scope, ids }) => getObject(scope, "refund", ids[0] ?? ""),
  },
  { method: "POST", path: "/v1/refunds/:id", run: update },
  { method: "POST", path: "/v1/refunds/:id/cancel", run: cancel },
]
