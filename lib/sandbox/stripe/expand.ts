import type Stripe from "stripe"
import { breakdownOf } from "@/lib/sandbox/checkout/tax"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { listOf } from "@/lib/sandbox/stripe/list"
import { findObjects, findStored } from "@/lib/sandbox/stripe/objects"

type JsonObject = { [name: string]: Json }
type Json = JsonObject | Json[] | boolean | number | string | null

/**
 * The answer with what `expand[]` asked for put in place of its ids: `customer`,
 * `payment_intent.latest_charge`, `data.customer`, and the lists that are left out otherwise
 * (`line_items` of a session, `refunds` of a charge). Throws for what cannot be expanded.
 * Source: https://docs.stripe.com/api/expanding_objects
 */
export async function expandAnswer(scope: Scope, answer: object, paths: string[]): Promise<object> {
  if (paths.length === 0) return answer
  const json: Json = JSON.parse(JSON.stringify(answer))
  for (const path of paths) {
    const parts = path.split(".")
    if (parts.length > 4) throw badParameter("expand goes four levels deep at most.", "expand")
    await expandPath(scope, json, parts, path)
  }
  return typeof json === "object" && json !== null ? json : answer
}

/** @param within the object that `value` is a part of */
async function expandPath(
  scope: Scope,
  value: Json,
  parts: string[],
  path: string,
  within: JsonObject | null = null,
): Promise<void> {
  if (Array.isArray(value)) {
    for (const entry of value) await expandPath(scope, entry, parts, path, within)
    return
  }
  const [name, ...rest] = parts
  if (name === undefined || typeof value !== "object" || value === null) return
  const current = value[name]
  const list = current === undefined ? await leftOut(scope, value, name, within) : null
  if (current === undefined && !list) throw cannot(path)
  const next = list ?? (await objectsOf(scope, current))
  if (next === undefined) throw cannot(path)
  value[name] = next
  await expandPath(scope, next, rest, path, value)
}

function cannot(path: string) {
  return badParameter(`This property cannot be expanded (${path}).`, "expand")
}

/** What ids stand for, one or a list of them; anything else as it is. */
async function objectsOf(scope: Scope, value: Json | undefined): Promise<Json | undefined> {
  if (typeof value === "string") return objectOf(scope, value)
  if (!Array.isArray(value)) return value
  const found: Json[] = []
  for (const entry of value) {
    found.push(typeof entry === "string" ? ((await objectOf(scope, entry)) ?? entry) : entry)
  }
  return found
}

async function objectOf(scope: Scope, id: string): Promise<Json | undefined> {
  const { rows } = await scope.db.query<{ data: Json }>(
    "SELECT data FROM objects WHERE id = $1 AND kind <> 'event'",
    [id],
  )
  return rows[0]?.data
}

/** What an object carries only when asked. */
async function leftOut(
  scope: Scope,
  owner: JsonObject,
  name: string,
  within: JsonObject | null,
): Promise<Json | null> {
  const id = idIn(owner)
  if (owner.object === "checkout.session" && name === "line_items") {
    const found = await findStored(scope, "checkout.session", id)
    return plain(listOf(found?.hidden.lines ?? [], `/v1/checkout/sessions/${id}/line_items`))
  }
  if (owner.object === "customer" && name === "tax_ids") {
    const numbers = await findObjects(scope, "tax_id", { customer: id }, 10)
    return plain(listOf(numbers, `/v1/customers/${id}/tax_ids`))
  }
  if (owner.object === "charge" && name === "refunds") {
    const refunds = await findObjects(scope, "refund", { charge: id }, 10)
    return plain(listOf(refunds, `/v1/charges/${id}/refunds`))
  }
  if (owner.object === "invoice" && name === "payments") {
    const parts = await findObjects(scope, "invoice_payment", { invoice: id }, 10)
    return plain(listOf(parts, `/v1/invoice_payments?invoice=${id}`))
  }
  if (owner.object === "invoice" && name === "confirmation_secret") {
    return confirmationSecret(scope, id)
  }
  if (name === "breakdown" && within?.object === "checkout.session") {
    const found = await findStored(scope, "checkout.session", idIn(within))
    return JSON.parse(JSON.stringify(breakdownOf(scope, found)))
  }
  return null
}

function idIn({ id }: JsonObject): string {
  return typeof id === "string" ? id : ""
}

/** What a page needs to confirm the payment of an open invoice. */
async function confirmationSecret(scope: Scope, invoice: string): Promise<Json> {
  const [part] = await findObjects(scope, "invoice_payment", { invoice })
  const intent = await findStored(scope, "payment_intent", idOf(part?.payment.payment_intent))
  const secret = intent?.data.client_secret ?? null
  return secret && { client_secret: secret, type: "payment_intent" }
}

function plain(list: Stripe.ApiList<{ id: string }>): Json {
  return JSON.parse(JSON.stringify(list))
}
