import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { listObjects } from "@/lib/sandbox/stripe/list"
import {
  findStored,
  getObject,
  insertObject,
  lockStored,
  saveObject,
} from "@/lib/sandbox/stripe/objects"
import {
  boolean,
  expand,
  filled,
  list,
  mergeMetadata,
  metadata,
  paging,
  parseParams,
  range,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const features = list(z.strictObject({ name: filled }))

const createParams = z.strictObject({
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
  expand: expand.optional(),
} satisfies Shape<Stripe.ProductCreateParams>)

const updateParams = z.strictObject({
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
  expand: expand.optional(),
} satisfies Shape<Stripe.ProductUpdateParams>)

const listParams = z.strictObject({
  ...paging,
  active: boolean.optional(),
  created: range.optional(),
  ids: list(filled).optional(),
  type: filled.optional(),
  url: filled.optional(),
} satisfies Shape<Stripe.ProductListParams>)

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
  await emit(scope, "product.created", product)
  return product
}

async function update({ scope, form, ids }: Call) {
  const change = parseParams(updateParams, form)
  const { data: before } = await lockStored(scope, "product", ids[0] ?? "")
  if (change.default_price) await getObject(scope, "price", change.default_price, "default_price")
  const product: Stripe.Product = {
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
  await saveObject(scope, "product", product)
  await emit(scope, "product.updated", product, before)
  return product
}

function emptied(change: string | undefined, before: string | null): string | null {
  return change === undefined ? before : change || null
}

async function listProducts({ scope, form }: Call) {
  const query = parseParams(listParams, form)
  const { ids } = query
  return listObjects(scope, "product", "/v1/products", {
    ...query,
    where: { active: query.active, type: query.type, url: query.url },
    sql: ids ? { text: (at) => `id = ANY ($${at}::text[])`, values: [ids] } : undefined,
  })
}

export const productRoutes: Route[] = [
  {
    method: "POST",
    path: "/v1/products",
    run: ({ scope, form }) => createProduct(scope, parseParams(createParams, form)),
  },
  { method: "GET", path: "/v1/products", run: listProducts },
  {
    method: "GET",
    path: "/v1/products/:id",
    run: ({ scope, ids }) => getObject(scope, "product", ids[0] ?? ""),
  },
  { method: "POST", path: "/v1/products/:id", run: update },
]
