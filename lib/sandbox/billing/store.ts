import type Stripe from "stripe"
import { dueOf } from "@/lib/sandbox/billing/due"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import type { Stored } from "@/lib/sandbox/stripe/kinds"
import { listOf } from "@/lib/sandbox/stripe/list"
import { lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"

export type StoredSubscription = Stored<"subscription">
export type StoredInvoice = Stored<"invoice">

const billingLock = 727_463

/**
 * Lets one transaction at a time touch subscriptions and invoices. Take it before the lock of any
 * row: then a renewal, a payment and a change of plan never wait for each other in a ring.
 */
export async function lockBilling(scope: Scope): Promise<void> {
  await scope.db.query("SELECT pg_advisory_xact_lock($1)", [billingLock])
}

/** The subscription with its items; throws Stripe's `resource_missing`. */
export async function lockSubscription(
  scope: Scope,
  id: string,
  param = "id",
): Promise<StoredSubscription> {
  await lockBilling(scope)
  return lockStored(scope, "subscription", id, param)
}

/** The subscription as it is shown: with the first ten of its items. */
export function shown({ data, hidden }: StoredSubscription): Stripe.Subscription {
  return { ...data, items: itemsPage(data.id, hidden.items) }
}

export function itemsPage(
  subscription: string,
  items: Stripe.SubscriptionItem[],
): Stripe.ApiList<Stripe.SubscriptionItem> {
  return listOf(items, `/v1/subscription_items?subscription=${subscription}`)
}

/** Saves both faces, and with them when the next thing is due. */
export async function saveSubscription(
  scope: Scope,
  stored: StoredSubscription,
): Promise<StoredSubscription> {
  const data = shown(stored)
  const hidden = { ...stored.hidden, due: dueOf({ data, hidden: stored.hidden }) }
  await saveObject(scope, "subscription", data)
  await saveHidden(scope, "subscription", data.id, hidden)
  return { data, hidden }
}

/** Saves a subscription that changed and says so, with what it was before. */
export async function changeSubscription(
  scope: Scope,
  before: StoredSubscription,
  after: StoredSubscription,
): Promise<StoredSubscription> {
  const saved = await saveSubscription(scope, after)
  await emit(scope, "customer.subscription.updated", saved.data, before.data)
  return saved
}

/** Saves both faces of an invoice, its first ten lines shown. */
export async function saveInvoice(scope: Scope, stored: StoredInvoice): Promise<StoredInvoice> {
  const data = {
    ...stored.data,
    lines: listOf(stored.hidden.lines, `/v1/invoices/${stored.data.id}/lines`),
  }
  await saveObject(scope, "invoice", data)
  await saveHidden(scope, "invoice", data.id, stored.hidden)
  return { data, hidden: stored.hidden }
}
