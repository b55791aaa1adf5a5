import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { findStored, getObject, insertObject } from "@/lib/sandbox/stripe/objects"
import {
  boolean,
  callParams,
  emptied,
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

const features = list(z.strictObject({ name: filled }))

const createParams = callParams({
  name: filled,
  id: filled.optional(),
  active: boolean.optional(),
  description: text.optional(),
  images: list(text).optional(),
  marketing_features: features.optional(),
  metadata: metadata.optional(),
  shippable: boolean.optional(),
  statement_descriptor: text.optional(),
  tax_code: text.optional(),
  type: z.enum(["good", "service"]).optional(),
  unit_label: text.optional(),
  url: text.optional(),
} satisfies Shape<Stripe.ProductCreateParams>)

const updateParams = callParams({
  name: filled.optional(),
  active: boolean.optional(),
  default_price: filled.optional(),
  description: text.optional(),
  images: z.union([z.literal("").transform(() => []), list(text)]).optional(),
  marketing_features: z.union([z.literal("").transform(() => []), features]).optional(),
  metadata: metadata.optional(),
  shippable: boolean.optional(),
  statement_descriptor: text.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
  url: text.optional(),
} satisfies Shape<Stripe.ProductUpdateParams>)

/** Stores a product; `details` are parameters that were already checked. */
export async function createProduct(
  scope: Scope,
  details: Omit<z.output<typeof createParams>, "expand">,
): Promise<Stripe.Product> {
  const id = details.id ?? newId("product")
  if (await findStored(scope, "product", id)) {
    throw badParameter(`Product already exists: '${id}'`, "id", "resource_already_exists")
  }
  const product: Stripe.Product = {
    id,
    object: "product",
    active: details.active ?? true,
    created: scope.now,
    default_price: null,
    description: details.description || null,
    images: details.images ?? [],
    livemode: false,
    marketing_features: details.marketing_features ?? [],
    metadata: mergeMetadata(null, details.metadata),
    name: details.name,
    package_dimensions: null,
    shippable: details.shippable ?? null,
    statement_descriptor: details.statement_descriptor || null,
    tax_code: details.tax_code || null,
    tax_details: null,
    type: details.type ?? "service",
    unit_label: details.unit_label || null,
    updated: scope.now,
    url: details.url || null,
  }
  await insertObject(scope, "product", product, {})
  return emit(scope, "product.created", product)
}

async function update(
  scope: Scope,
  before: Stripe.Product,
  change: z.output<typeof updateParams>,
): Promise<Stripe.Product> {
  if (change.default_price) await getObject(scope, "price", change.default_price, "default_price")
  return {
    ...before,
    active: change.active ?? before.active,
    default_price: change.default_price ?? before.default_price ?? null,
    description: emptied(change.description, before.description),
    images: change.images ?? before.images,
    marketing_features: change.marketing_features ?? before.marketing_features,
    metadata: mergeMetadata(before.metadata, change.metadata),
    name: change.name ?? before.name,
    shippable: change.shippable ?? before.shippable,
    statement_descriptor: change.statement_descriptor ?? before.statement_descriptor ?? null,
    tax_code: change.tax_code === undefined ? (before.tax_code ?? null) : change.tax_code || null,
    unit_label: emptied(change.unit_label, before.unit_label ?? null),
    updated: scope.now,
    url: emptied(change.url, before.url),
  }
}

export const productRoutes = objectRoutes("product", {
  create: ({ scope, form }) => createProduct(scope, parseParams(createParams, form)),
  list: {
    params: listParams({
      active: boolean.optional(),
      created: range.optional(),
      ids: list(filled).optional(),
      type: filled.optional(),
      url: filled.optional(),
    } satisfies Shape<Stripe.ProductListParams>),
    conditions: { ids: (at) => `id = ANY (${at}::text[])` },
  },
  update: {
    params: updateParams,
    change: update,
    announce: (scope, after, before) => emit(scope, "product.updated", after, before),
  },
})
