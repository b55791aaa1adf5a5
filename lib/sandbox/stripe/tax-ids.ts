import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, missing } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { listObjects } from "@/lib/sandbox/stripe/list"
import {
  findObjects,
  getObject,
  insertObject,
  lockStored,
  saveHidden,
  saveObject,
} from "@/lib/sandbox/stripe/objects"
import {
  callParams,
  filled,
  listParams,
  parseParams,
  type Shape,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"
import {
  countryOf,
  normalTaxId,
  type TaxNumber,
  taxIdTypes,
} from "@/lib/sandbox/stripe/tax-numbers"

const createParams = callParams({
  type: z.enum(taxIdTypes),
  value: filled,
} satisfies Shape<Stripe.CustomerCreateTaxIdParams>)

/**
 * Adds a number to a customer who does not have it yet, and asks its authority, where there is one:
 * the answer comes later, by `customer.tax_id.updated`.
 * Source: https://docs.stripe.com/billing/customer/tax-ids#validation
 */
export async function addTaxId(
  scope: Scope,
  customer: string,
  number: TaxNumber,
): Promise<Stripe.TaxId> {
  const [known] = await findObjects(scope, "tax_id", { customer, ...number }, 1)
  if (known) return known
  const isAsked = number.type === "eu_vat" || number.type === "gb_vat"
  const taxId: Stripe.TaxId = {
    id: newId("tax_id"),
    object: "tax_id",
    country: countryOf(number),
    created: scope.now,
    customer,
    customer_account: null,
    livemode: false,
    owner: { customer, customer_account: null, type: "customer" },
    ...number,
    verification: {
      status: isAsked ? "pending" : "unavailable",
      verified_address: null,
      verified_name: null,
    },
  }
  const due = isAsked && !/^\D*2+\D*$/.test(number.value) ? scope.now : null
  await insertObject(scope, "tax_id", taxId, { due, clock: null })
  return emit(scope, "customer.tax_id.created", taxId)
}

/**
 * The authority answers: it knows every number but those whose digits are all 1. Stripe's test mode
 * has such numbers too (000000000, 111111111, 222222222).
 */
export async function verifyTaxId(scope: Scope, id: string): Promise<void> {
  const { data: before, hidden } = await lockStored(scope, "tax_id", id)
  await saveHidden(scope, "tax_id", id, { ...hidden, due: null })
  const isKnown = !/^[^\d]*1+[^\d]*$/.test(before.value)
  const after: Stripe.TaxId = {
    ...before,
    verification: {
      status: isKnown ? "verified" : "unverified",
      verified_address: isKnown ? "1 Lane, Sandbox" : null,
      verified_name: isKnown ? "Sandbox Business" : null,
    },
  }
  await saveObject(scope, "tax_id", after)
  await emit(scope, "customer.tax_id.updated", after, before)
}

async function create({ scope, form, ids }: Call): Promise<Stripe.TaxId> {
  const { type, value: typed } = parseParams(createParams, form)
  const customer = await getObject(scope, "customer", ids[0] ?? "", "customer")
  const value = normalTaxId(type, typed)
  if (!value) throw badParameter(`Invalid value for ${type}.`, "value", "tax_id_invalid")
  return addTaxId(scope, customer.id, { type, value })
}

async function list({ scope, form, ids }: Call): Promise<object> {
  const { id: customer } = await getObject(scope, "customer", ids[0] ?? "", "customer")
  const url = `/v1/customers/${customer}/tax_ids`
  return listObjects(scope, "tax_id", url, {
    ...parseParams(listParams({}), form),
    where: { customer },
  })
}

async function retrieve({ scope, ids }: Call): Promise<Stripe.TaxId> {
  const [customer = "", id = ""] = ids
  const found = await getObject(scope, "tax_id", id)
  if (found.customer !== customer) throw missing("tax_id", id, "id")
  return found
}

async function remove(call: Call): Promise<Stripe.DeletedTaxId> {
  const found = await retrieve(call)
  const { scope } = call
  await scope.db.query("DELETE FROM objects WHERE kind = 'tax_id' AND id = $1", [found.id])
  await emit(scope, "customer.tax_id.deleted", found)
  return { id: found.id, object: "tax_id", deleted: true }
}

const path = "/v1/customers/:id/tax_ids"

export const taxIdRoutes: Route[] = [
  { method: "POST", path, run: create },
  { method: "GET", path, run: list },
  { method: "GET", path: `${path}/:id`, run: retrieve },
  { method: "DELETE", path: `${path}/:id`, run: remove },
]
