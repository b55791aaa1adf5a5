import type Stripe from "stripe"
import { z } from "zod"
import { isValid } from "@/lib/sandbox/billing/make-discounts"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { randomLetters } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { findStored, insertObject, lockStored } from "@/lib/sandbox/stripe/objects"
import {
  callParams,
  currency,
  emptied,
  filled,
  integer,
  list,
  listParams,
  mergeMetadata,
  metadata,
  parseParams,
  range,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const positive = integer.refine((value) => value > 0)
const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/)
  .transform(Number)
  .refine((value) => value > 0 && value <= 100)

const createParams = callParams({
  amount_off: positive.optional(),
  applies_to: z
    .strictObject({
      products: list(filled).optional(),
    } satisfies Shape<Stripe.CouponCreateParams.AppliesTo>)
    .optional(),
  currency: currency.optional(),
  duration: z.enum(["forever", "once", "repeating"]).optional(),
  duration_in_months: positive.optional(),
  id: filled.optional(),
  max_redemptions: positive.optional(),
  metadata: metadata.optional(),
  name: text.max(40).optional(),
  percent_off: percent.optional(),
  redeem_by: integer.optional(),
} satisfies Shape<Stripe.CouponCreateParams>)

/** `POST /v1/coupons`. Source: https://docs.stripe.com/api/coupons/create */
async function create({ scope, form }: Call): Promise<Stripe.Coupon> {
  const params = parseParams(createParams, form)
  check(params)
  const id = params.id ?? randomLetters(8)
  if (await findStored(scope, "coupon", id)) {
    throw badParameter(`Coupon already exists: '${id}'`, "id", "resource_already_exists")
  }
  const coupon: Stripe.Coupon = {
    id,
    object: "coupon",
    amount_off: params.amount_off ?? null,
    ...(params.applies_to ? { applies_to: { products: params.applies_to.products ?? [] } } : {}),
    created: scope.now,
    currency: params.amount_off ? (params.currency ?? null) : null,
    duration: params.duration ?? "once",
    duration_in_months: params.duration_in_months ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata(null, params.metadata),
    name: params.name || null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  }
  await insertObject(scope, "coupon", { ...coupon, valid: isValid(scope, coupon) }, {})
  return emit(scope, "coupon.created", coupon)
}

function check(params: z.output<typeof createParams>): void {
  const { amount_off: amount, percent_off: share, duration = "once" } = params
  if ((amount === undefined) === (share === undefined)) {
    throw badParameter("Give one of percent_off and amount_off.", "percent_off")
  }
  if (amount !== undefined && params.currency === undefined) {
    throw badParameter("amount_off needs a currency.", "currency", "parameter_missing")
  }
  if ((duration === "repeating") !== (params.duration_in_months !== undefined)) {
    throw badParameter(
      "duration_in_months goes with the duration `repeating`, and only with it.",
      "duration_in_months",
    )
  }
}

/** Nobody can use it any more; whoever has its discount keeps that. */
async function remove({ scope, ids }: Call): Promise<Stripe.DeletedCoupon> {
  const { data } = await lockStored(scope, "coupon", ids[0] ?? "")
  await scope.db.query(
    "UPDATE objects SET kind = 'deleted_coupon' WHERE kind = 'coupon' AND id = $1",
    [data.id],
  )
  await emit(scope, "coupon.deleted", data)
  return { id: data.id, object: "coupon", deleted: true }
}

function changed(
  _: Scope,
  before: Stripe.Coupon,
  change: { name?: string | undefined; metadata?: z.output<typeof metadata> | undefined },
): Stripe.Coupon {
  return {
    ...before,
    metadata: mergeMetadata(before.metadata, change.metadata),
    name: emptied(change.name, before.name),
  }
}

export const couponRoutes: Route[] = [
  { method: "DELETE", path: "/v1/coupons/:id", run: remove },
  ...objectRoutes("coupon", {
    create,
    list: {
      params: listParams({
        created: range.optional(),
      } satisfies Shape<Stripe.CouponListParams>),
    },
    update: {
      params: callParams({
        metadata: metadata.optional(),
        name: text.max(40).optional(),
      } satisfies Shape<Stripe.CouponUpdateParams>),
      change: changed,
      announce: (scope, after, before) => emit(scope, "coupon.updated", after, before),
    },
  }),
]
