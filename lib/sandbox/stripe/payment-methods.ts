import type Stripe from "stripe"
import { z } from "zod"
import { lockBilling } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { createMethod } from "@/lib/sandbox/stripe/create-method"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState, missing } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { listObjects } from "@/lib/sandbox/stripe/list"
import { namedMethod } from "@/lib/sandbox/stripe/named-methods"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { getObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"
import {
  callParams,
  emptied,
  filled,
  integer,
  listParams,
  mergeMetadata,
  metadata,
  parseParams,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"
import { passesLuhn, testCard } from "@/lib/sandbox/stripe/test-cards"

const redisplay = z.enum(["always", "limited", "unspecified"])
const billing = z.strictObject({
  email: text.optional(),
  name: text.optional(),
  phone: text.optional(),
})

const createParams = callParams({
  allow_redisplay: redisplay.optional(),
  type: z.enum(["card"]),
  card: z.strictObject({
    number: filled,
    exp_month: integer,
    exp_year: integer,
    cvc: text.optional(),
  } satisfies Shape<Stripe.PaymentMethodCreateParams.Card>),
  billing_details: billing.optional(),
  metadata: metadata.optional(),
} satisfies Shape<Stripe.PaymentMethodCreateParams>)

const updateParams = callParams({
  allow_redisplay: redisplay.optional(),
  billing_details: billing.optional(),
  card: z.strictObject({ exp_month: integer.optional(), exp_year: integer.optional() }).optional(),
  metadata: metadata.optional(),
} satisfies Shape<Stripe.PaymentMethodUpdateParams>)

const methodList = listParams({
  allow_redisplay: redisplay.optional(),
  customer: filled.optional(),
  type: filled.optional(),
} satisfies Shape<Stripe.PaymentMethodListParams>)

const attachParams = callParams({
  customer: filled,
} satisfies Shape<Stripe.PaymentMethodAttachParams>)

const detachParams = callParams({})

async function create({ scope, form }: Call) {
  const params = parseParams(createParams, form)
  if (!passesLuhn(params.card.number)) {
    throw badParameter("Your card number is incorrect.", "card[number]", "incorrect_number")
  }
  const method = await createMethod(scope, {
    card: testCard(params.card.number),
    expMonth: params.card.exp_month,
    expYear: params.card.exp_year,
    email: params.billing_details?.email || null,
    name: params.billing_details?.name || null,
    country: null,
    metadata: mergeMetadata(null, params.metadata),
  })
  const { allow_redisplay = "unspecified" } = params
  return saveObject(scope, "payment_method", { ...method, allow_redisplay })
}

/** Only what is a customer's can be changed. */
function changed(
  before: Stripe.PaymentMethod,
  change: z.output<typeof updateParams>,
): Stripe.PaymentMethod {
  if (!before.customer) throw badState("The payment method is not attached to a customer.")
  const { email, name, phone } = change.billing_details ?? {}
  const was = before.billing_details
  return {
    ...before,
    allow_redisplay: change.allow_redisplay ?? before.allow_redisplay ?? "unspecified",
    billing_details: {
      ...was,
      email: emptied(email, was.email),
      name: emptied(name, was.name),
      phone: emptied(phone, was.phone),
    },
    ...(before.card
      ? {
          card: {
            ...before.card,
            exp_month: change.card?.exp_month ?? before.card.exp_month,
            exp_year: change.card?.exp_year ?? before.card.exp_year,
          },
        }
      : {}),
    metadata: mergeMetadata(before.metadata, change.metadata),
  }
}

/** The method with that id; a name such as `pm_card_visa` makes a new one, as at Stripe. */
export async function resolveMethod(scope: Scope, id: string, param: string): Promise<string> {
  const card = namedMethod(id)
  if (!card) return (await getObject(scope, "payment_method", id, param)).id
  const method = await createMethod(scope, {
    card,
    expMonth: 12,
    expYear: new Date(scope.now * 1000).getUTCFullYear() + 3,
    email: null,
    name: null,
    country: null,
    metadata: {},
  })
  return method.id
}

/** Gives a customer a payment method to keep. */
export async function attachMethod(
  scope: Scope,
  methodId: string,
  customerId: string,
): Promise<Stripe.PaymentMethod> {
  await getObject(scope, "customer", customerId, "customer")
  const id = await resolveMethod(scope, methodId, "id")
  const { data: before } = await lockStored(scope, "payment_method", id)
  if (before.customer && before.customer !== customerId) {
    throw badState("The payment method is already attached to another customer.")
  }
  const method: Stripe.PaymentMethod = { ...before, customer: customerId }
  await saveObject(scope, "payment_method", method)
  return emit(scope, "payment_method.attached", method, before)
}

async function detach({ scope, form, ids }: Call) {
  parseParams(detachParams, form)
  // A charge locks the customer before the method; without this the two could wait for each other.
  await lockBilling(scope)
  const { data: before } = await lockStored(scope, "payment_method", ids[0] ?? "")
  if (!before.customer) throw badState("The payment method is not attached to a customer.")
  await forgetDefault(scope, idOf(before.customer), before.id)
  const method: Stripe.PaymentMethod = { ...before, customer: null }
  await saveObject(scope, "payment_method", method)
  return emit(scope, "payment_method.detached", method, before)
}

/** A customer's default that is detached leaves no default. */
async function forgetDefault(scope: Scope, customerId: string, methodId: string): Promise<void> {
  const { data: before } = await lockStored(scope, "customer", customerId)
  if (idOf(before.invoice_settings.default_payment_method) !== methodId) return
  const after: Stripe.Customer = {
    ...before,
    invoice_settings: { ...before.invoice_settings, default_payment_method: null },
  }
  await saveObject(scope, "customer", after)
  await emit(scope, "customer.updated", after, before)
}

async function listMethods(call: Call, customer: string | undefined, url: string) {
  const query = parseParams(methodList, call.form)
  const owner = customer ?? query.customer
  if (owner === undefined) return { object: "list", data: [], has_more: false, url }
  await getObject(call.scope, "customer", owner, customer ? "id" : "customer")
  return listObjects(call.scope, "payment_method", url, {
    ...query,
    where: { customer: owner, type: query.type, allow_redisplay: query.allow_redisplay },
  })
}

async function retrieveOfCustomer({ scope, ids }: Call) {
  const method = await getObject(scope, "payment_method", ids[1] ?? "")
  if (method.customer !== ids[0]) throw missing("payment_method", ids[1] ?? "", "id")
  return method
}

export const paymentMethodRoutes: Route[] = [
  ...objectRoutes("payment_method", {
    create,
    update: {
      params: updateParams,
      change: (_, before, change) => changed(before, change),
      announce: (scope, after, before) => emit(scope, "payment_method.updated", after, before),
    },
  }),
  {
    method: "GET",
    path: "/v1/payment_methods",
    run: (call) => listMethods(call, undefined, "/v1/payment_methods"),
  },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/attach",
    run: ({ scope, form, ids }) =>
      attachMethod(scope, ids[0] ?? "", parseParams(attachParams, form).customer),
  },
  { method: "POST", path: "/v1/payment_methods/:id/detach", run: detach },
  {
    method: "GET",
    path: "/v1/customers/:id/payment_methods",
    run: (call) => listMethods(call, call.ids[0], `/v1/customers/${call.ids[0]}/payment_methods`),
  },
  { method: "GET", path: "/v1/customers/:id/payment_methods/:id", run: retrieveOfCustomer },
]
