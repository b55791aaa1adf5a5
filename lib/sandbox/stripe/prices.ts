import Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { findObjects, getObject, insertObject, saveObject } from "@/lib/sandbox/stripe/objects"
import {
  amount,
  boolean,
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
import { createProduct } from "@/lib/sandbox/stripe/products"
import type { Call } from "@/lib/sandbox/stripe/routes"

export const taxBehavior = z.enum(["exclusive", "inclusive", "unspecified"])

export const recurring = z.strictObject({
  interval: z.enum(["day", "month", "week", "year"]),
  interval_count: integer.refine((value) => value > 0).optional(),
  trial_period_days: integer.optional(),
  usage_type: z.enum(["licensed"]).optional(),
} satisfies Shape<Stripe.PriceCreateParams.Recurring>)

const productData = z.strictObject({
  name: filled,
  id: filled.optional(),
  active: boolean.optional(),
  metadata: metadata.optional(),
  statement_descriptor: text.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
} satisfies Shape<Stripe.PriceCreateParams.ProductData>)

const createParams = callParams({
  currency,
  unit_amount: amount.optional(),
  unit_amount_decimal: z.string().regex(/^\d+$/).transform(Number).optional(),
  product: filled.optional(),
  product_data: productData.optional(),
  active: boolean.optional(),
  billing_scheme: z.enum(["per_unit"]).optional(),
  lookup_key: text.optional(),
  transfer_lookup_key: boolean.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  recurring: recurring.optional(),
  tax_behavior: taxBehavior.optional(),
} satisfies Shape<Stripe.PriceCreateParams>)

const updateParams = callParams({
  active: boolean.optional(),
  lookup_key: text.optional(),
  transfer_lookup_key: boolean.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  tax_behavior: taxBehavior.optional(),
} satisfies Shape<Stripe.PriceUpdateParams>)

export type PriceDetails = {
  product: string
  currency: string
  unitAmount: number
  active?: boolean | undefined
  lookupKey?: string | undefined
  metadata?: Stripe.Metadata
  nickname?: string | undefined
  recurring?: z.output<typeof recurring> | undefined
  taxBehavior?: z.output<typeof taxBehavior> | undefined
}

/** Stores a price in minor units of its currency. */
export async function createPrice(scope: Scope, details: PriceDetails): Promise<Stripe.Price> {
  const price: Stripe.Price = {
    id: newId("price"),
    object: "price",
    active: details.active ?? true,
    billing_scheme: "per_unit",
    created: scope.now,
    currency: details.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: details.lookupKey || null,
    metadata: details.metadata ?? {},
    nickname: details.nickname || null,
    product: details.product,
    recurring: details.recurring
      ? {
          interval: details.recurring.interval,
          interval_count: details.recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: details.recurring.trial_period_days ?? null,
          usage_type: "licensed",
        }
      : null,
    tax_behavior: details.taxBehavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: details.recurring ? "recurring" : "one_time",
    unit_amount: details.unitAmount,
    unit_amount_decimal: Stripe.Decimal.from(details.unitAmount),
  }
  await insertObject(scope, "price", price, {})
  return emit(scope, "price.created", price)
}

async function create({ scope, form }: Call) {
  const params = parseParams(createParams, form)
  const unitAmount = params.unit_amount ?? params.unit_amount_decimal
  if (unitAmount === undefined) {
    throw badParameter("Missing required param: unit_amount.", "unit_amount", "parameter_missing")
  }
  if (params.lookup_key) await freeLookupKey(scope, params.lookup_key, params.transfer_lookup_key)
  return createPrice(scope, {
    product: await productOf(scope, params),
    currency: params.currency,
    unitAmount,
    active: params.active,
    lookupKey: params.lookup_key,
    metadata: mergeMetadata(null, params.metadata),
    nickname: params.nickname,
    recurring: params.recurring,
    taxBehavior: params.tax_behavior,
  })
}

async function productOf(scope: Scope, params: z.output<typeof createParams>): Promise<string> {
  if (params.product_data) return (await createProduct(scope, params.product_data)).id
  if (params.product) return (await getObject(scope, "product", params.product, "product")).id
  throw badParameter("Missing required param: product.", "product", "parameter_missing")
}

async function freeLookupKey(scope: Scope, key: string, transfer = false): Promise<void> {
  for (const holder of await findObjects(scope, "price", { lookup_key: key })) {
    if (!transfer) {
      throw badParameter(`A price (${holder.id}) already uses that lookup key.`, "lookup_key")
    }
    await saveObject(scope, "price", { ...holder, lookup_key: null })
  }
}

async function update(
  scope: Scope,
  before: Stripe.Price,
  change: z.output<typeof updateParams>,
): Promise<Stripe.Price> {
  if (change.lookup_key && change.lookup_key !== before.lookup_key) {
    await freeLookupKey(scope, change.lookup_key, change.transfer_lookup_key)
  }
  return {
    ...before,
    active: change.active ?? before.active,
    lookup_key: emptied(change.lookup_key, before.lookup_key),
    metadata: mergeMetadata(before.metadata, change.metadata),
    nickname: emptied(change.nickname, before.nickname),
    tax_behavior: change.tax_behavior ?? before.tax_behavior,
  }
}

export const priceRoutes = objectRoutes("price", {
  create,
  list: {
    params: listParams({
      active: boolean.optional(),
      created: range.optional(),
      currency: currency.optional(),
      lookup_keys: list(filled).optional(),
      product: filled.optional(),
      type: z.enum(["one_time", "recurring"]).optional(),
    } satisfies Shape<Stripe.PriceListParams>),
    conditions: { lookup_keys: (at) => `data->>'lookup_key' = ANY (${at}::text[])` },
  },
  update: {
    params: updateParams,
    change: update,
    announce: (scope, after, before) => emit(scope, "price.updated", after, before),
  },
})
