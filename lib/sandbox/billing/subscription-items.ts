import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { missing } from "@/lib/sandbox/stripe/faults"
import { listOf } from "@/lib/sandbox/stripe/list"
import { findStored } from "@/lib/sandbox/stripe/objects"
import { filled, listParams, parseParams, type Shape } from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const itemList = listParams({
  subscription: filled,
} satisfies Shape<Stripe.SubscriptionItemListParams>)

async function list({ scope, form }: Call) {
  const { subscription, ...query } = parseParams(itemList, form)
  const found = await findStored(scope, "subscription", subscription)
  if (!found) throw missing("subscription", subscription, "subscription")
  return listOf(found.hidden.items, "/v1/subscription_items", query)
}

async function retrieve({ scope, ids }: Call): Promise<Stripe.SubscriptionItem> {
  const item = await findItem(scope, ids[0] ?? "")
  if (!item) throw missing("subscription_item", ids[0] ?? "", "id")
  return item
}

/** An item of whichever subscription has it, or null. */
export async function findItem(scope: Scope, id: string): Promise<Stripe.SubscriptionItem | null> {
  const { rows } = await scope.db.query<{ items: Stripe.SubscriptionItem[] }>(
    `SELECT hidden->'items' AS items FROM objects
     WHERE kind = 'subscription' AND hidden->'items' @> $1`,
    [JSON.stringify([{ id }])],
  )
  return rows[0]?.items.find((item) => item.id === id) ?? null
}

export const subscriptionItemRoutes: Route[] = [
  { method: "GET", path: "/v1/subscription_items", run: list },
  { method: "GET", path: "/v1/subscription_items/:id", run: retrieve },
]
