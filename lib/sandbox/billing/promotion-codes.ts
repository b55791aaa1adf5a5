import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { newId, randomLetters } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { getObject, insertObject } from "@/lib/sandbox/stripe/objects"
import {
  amount,
  boolean,
  callParams,
  currency,
  filled,
  integer,
  listParams,
  mergeMetadata,
  metadata,
  parseParams,
  range,
  type Shape,
} from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

const restrictions = z.strictObject({
  first_time_transaction: boolean.optional(),
  minimum_amount: amount.optional(),
  minimum_amount_currency: currency.optional(),
} satisfies Shape<Stripe.PromotionCodeCreateParams.Restrictions>)

const createParams = callParams({
  active: boolean.optional(),
  code: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,500}$/)
    .optional(),
  customer: filled.optional(),
  expires_at: integer.optional(),
  max_redemptions: integer.refine((value) => value > 0).optional(),
  metadata: metadata.optional(),
  promotion: z.strictObject({
    coupon: filled,
    type: z.enum(["coupon"]),
  } satisfies Shape<Stripe.PromotionCodeCreateParams.Promotion>),
  restrictions: restrictions.optional(),
} satisfies Shape<Stripe.PromotionCodeCreateParams>)

const updateParams = callParams({
  active: boolean.optional(),
  metadata: metadata.optional(),
} satisfies Shape<Stripe.PromotionCodeUpdateParams>)

/** `POST /v1/promotion_codes`: a word that a buyer types for a coupon. */
async function create({ scope, form }: Call): Promise<Stripe.PromotionCode> {
  const params = parseParams(createParams, form)
  const coupon = await getObject(scope, "coupon", params.promotion.coupon, "promotion[coupon]")
  const code = params.code ?? randomLetters(8).toUpperCase()
  if (await findCode(scope, code)) {
    throw badParameter(`An active promotion code with \`code: ${code}\` already exists.`, "code")
  }
  const given = params.restrictions ?? {}
  const made: Stripe.PromotionCode = {
    id: newId("promotion_code"),
    object: "promotion_code",
    active: params.active ?? true,
    code,
    created: scope.now,
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata(null, params.metadata),
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: {
      first_time_transaction: given.first_time_transaction ?? false,
      minimum_amount: given.minimum_amount ?? null,
      minimum_amount_currency: given.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  }
  await insertObject(scope, "promotion_code", made, {})
  return emit(scope, "promotion_code.created", made)
}

/** The active promotion code that a buyer means, however it is spelt; null: there is none. */
export async function findCode(scope: Scope, code: string): Promise<Stripe.PromotionCode | null> {
  const { rows } = await scope.db.query<{ data: Stripe.PromotionCode }>(
    `SELECT data FROM objects WHERE kind = 'promotion_code' AND data @> '{"active": true}'
       AND upper(data->>'code') = upper($1) ORDER BY seq DESC LIMIT 1`,
    [code.trim()],
  )
  return rows[0]?.data ?? null
}

export const promotionCodeRoutes = objectRoutes("promotion_code", {
  create,
  list: {
    params: listParams({
      active: boolean.optional(),
      code: filled.optional(),
      coupon: filled.optional(),
      created: range.optional(),
      customer: filled.optional(),
    } satisfies Shape<Stripe.PromotionCodeListParams>),
    conditions: {
      code: (at) => `upper(data->>'code') = upper(${at})`,
      coupon: (at) => `data->'promotion'->>'coupon' = ${at}`,
    },
  },
  update: {
    params: updateParams,
    change: (_, before, change) => ({
      ...before,
      active: change.active ?? before.active,
      metadata: mergeMetadata(before.metadata, change.metadata),
    }),
    announce: (scope, after, before) => emit(scope, "promotion_code.updated", after, before),
  },
})
