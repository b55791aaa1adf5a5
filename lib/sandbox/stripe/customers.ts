import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { newId, randomLetters } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import {
  findObjects,
  findStored,
  getObject,
  insertObject,
  lockStored,
  saveObject,
} from "@/lib/sandbox/stripe/objects"
import {
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
import { attachMethod } from "@/lib/sandbox/stripe/payment-methods"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const address = z.strictObject({
  city: text.optional(),
  country: text.optional(),
  line1: text.optional(),
  line2: text.optional(),
  postal_code: text.optional(),
  state: text.optional(),
} satisfies Shape<Stripe.AddressParam>)

const shared = {
  address: z.union([z.literal(""), address]).optional(),
  description: text.optional(),
  email: text.max(512).optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  phone: text.optional(),
  preferred_locales: list(filled).optional(),
  tax_exempt: z.enum(["", "exempt", "none", "reverse"]).optional(),
  invoice_settings: z.strictObject({ default_payment_method: text.optional() }).optional(),
}

const createParams = callParams({
  ...shared,
  payment_method: filled.optional(),
  test_clock: filled.optional(),
} satisfies Shape<Stripe.CustomerCreateParams>)
const updateParams = callParams(shared satisfies Shape<Stripe.CustomerUpdateParams>)
type Change = z.output<typeof updateParams>

/** Stores a customer; `details` are parameters that were already checked. */
export async function createCustomer(
  scope: Scope,
  details: Change,
  clock: string | null = null,
): Promise<Stripe.Customer> {
  const customer = changed(
    {
      id: newId("customer"),
      object: "customer",
      address: null,
      balance: 0,
      created: scope.now,
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: null,
      email: null,
      invoice_prefix: randomLetters(8).toUpperCase(),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: {},
      name: null,
      next_invoice_sequence: 1,
      phone: null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: "none",
      test_clock: clock,
    },
    details,
  )
  await insertObject(scope, "customer", customer, {})
  return emit(scope, "customer.created", customer)
}

function changed(before: Stripe.Customer, change: Change): Stripe.Customer {
  const method = change.invoice_settings?.default_payment_method
  return {
    ...before,
    address: change.address === undefined ? (before.address ?? null) : addressOf(change.address),
    description: emptied(change.description, before.description),
    email: emptied(change.email, before.email),
    invoice_settings: {
      ...before.invoice_settings,
      ...(method === undefined ? {} : { default_payment_method: method || null }),
    },
    metadata: mergeMetadata(before.metadata, change.metadata),
    name: emptied(change.name, before.name ?? null),
    phone: emptied(change.phone, before.phone ?? null),
    preferred_locales: change.preferred_locales ?? before.preferred_locales ?? [],
    tax_exempt: change.tax_exempt || (before.tax_exempt ?? "none"),
  }
}

function addressOf(given: "" | z.output<typeof address>): Stripe.Address | null {
  if (given === "") return null
  return {
    city: given.city || null,
    country: given.country || null,
    line1: given.line1 || null,
    line2: given.line2 || null,
    postal_code: given.postal_code || null,
    state: given.state || null,
  }
}

async function create({ scope, form }: Call) {
  const { payment_method: method, test_clock: clock, ...details } = parseParams(createParams, form)
  if (clock) await getObject(scope, "test_helpers.test_clock", clock, "test_clock")
  const customer = await createCustomer(scope, details, clock)
  if (method) await attachMethod(scope, method, customer.id)
  return customer
}

async function update(scope: Scope, before: Stripe.Customer, change: Change) {
  const method = change.invoice_settings?.default_payment_method
  const found = method ? await getObject(scope, "payment_method", method, "invoice_settings") : null
  if (found && found.customer !== before.id) {
    throw badParameter(
      "The payment method is not attached to this customer.",
      "invoice_settings[default_payment_method]",
    )
  }
  return changed(before, change)
}

/** A deleted customer answers with `deleted`, and is missing wherever a customer is named. */
async function remove({ scope, ids }: Call): Promise<Stripe.DeletedCustomer> {
  const { data: before } = await lockStored(scope, "customer", ids[0] ?? "")
  for (const method of await findObjects(scope, "payment_method", { customer: before.id })) {
    await saveObject(scope, "payment_method", { ...method, customer: null })
  }
  const { id, created } = before
  const gone = { id, object: "customer" as const, deleted: true as const }
  await emit(scope, "customer.deleted", before)
  await scope.db.query(
    "UPDATE objects SET kind = 'deleted_customer', data = $2 WHERE kind = 'customer' AND id = $1",
    [id, JSON.stringify({ ...gone, created })],
  )
  return gone
}

async function retrieve({ scope, ids }: Call) {
  const gone = await findStored(scope, "deleted_customer", ids[0] ?? "")
  if (!gone) return getObject(scope, "customer", ids[0] ?? "")
  const { id, object, deleted } = gone.data
  return { id, object, deleted }
}

const routes = objectRoutes("customer", {
  create,
  list: {
    params: listParams({
      created: range.optional(),
      email: filled.optional(),
    } satisfies Shape<Stripe.CustomerListParams>),
  },
  update: {
    params: updateParams,
    change: update,
    announce: (scope, after, before) => emit(scope, "customer.updated", after, before),
  },
})

export const customerRoutes: Route[] = [
  { method: "GET", path: "/v1/customers/:id", run: retrieve },
  { method: "DELETE", path: "/v1/customers/:id", run: remove },
  ...routes,
]
