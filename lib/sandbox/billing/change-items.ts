import type Stripe from "stripe"
import { boundaryAfter } from "@/lib/sandbox/billing/calendar"
import { recurringPrice } from "@/lib/sandbox/billing/item-prices"
import { newItem } from "@/lib/sandbox/billing/new-subscription"
import type { ItemParams } from "@/lib/sandbox/billing/params"
import { cycleOf, planOf } from "@/lib/sandbox/billing/plan"
import { creditItem, debitItem } from "@/lib/sandbox/billing/prorations"
import type { StoredSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { mergeMetadata } from "@/lib/sandbox/stripe/params"

export type Changed = {
  after: StoredSubscription
  /** Items that bill by another cycle than before: their period begins now, and is due now. */
  restarted: string[]
}

/**
 * Changes the items of a subscription. Unless `prorate` is off, what was billed for the rest of the
 * period is credited and the new price charged, as items that wait for an invoice.
 * Source: https://docs.stripe.com/billing/subscriptions/change-price
 */
export async function changeItems(
  scope: Scope,
  before: StoredSubscription,
  given: ItemParams[],
  prorate: boolean,
  at: number,
): Promise<Changed> {
  let after = before
  const restarted: string[] = []
  for (const [index, params] of given.entries()) {
    const param = `items[${index}]`
    const old = after.hidden.items.find((item) => item.id === params.id)
    if (params.id && !old) {
      throw badParameter(`No such subscription item: '${params.id}'`, `${param}[id]`)
    }
    const next = params.deleted ? null : await changed(scope, after, old, params, param)
    if (!old && !next) throw badParameter("Give the id of the item to delete.", `${param}[id]`)
    const rebilled = prorate && isBilled(after) && differs(old, next)
    if (old && rebilled) await creditItem(scope, after, old, at)
    after = { ...after, hidden: { ...after.hidden, items: replaced(after, old, next) } }
    if (!next) continue
    if (old && cycle(old.price) !== cycle(next.price)) restarted.push(next.id)
    else if (rebilled) {
      const billed = { ...after.hidden.billed, [next.id]: await debitItem(scope, after, next, at) }
      after = { ...after, hidden: { ...after.hidden, billed } }
    }
  }
  if (after.hidden.items.length === 0) {
    throw badParameter("A subscription must have at least one active item.", "items")
  }
  return { after, restarted }
}

async function changed(
  scope: Scope,
  { data }: StoredSubscription,
  old: Stripe.SubscriptionItem | undefined,
  params: ItemParams,
  param: string,
): Promise<Stripe.SubscriptionItem> {
  const names = params.price !== undefined || params.price_data !== undefined
  if (!old) {
    const price = await recurringPrice(scope, params, param)
    const end =
      data.trial_end !== null && data.status === "trialing"
        ? data.trial_end
        : boundaryAfter(data.billing_cycle_anchor, cycleOf(price), scope.now)
    const item = { price, quantity: params.quantity ?? 1 }
    const period = { start: scope.now, end }
    const metadata = mergeMetadata(null, params.metadata)
    return newItem(scope, data.id, { ...item, metadata }, period)
  }
  const price =
    names && params.price !== old.price.id ? await recurringPrice(scope, params, param) : old.price
  if (price.currency !== data.currency) {
    throw badParameter("The price has another currency than the subscription.", `${param}[price]`)
  }
  return {
    ...old,
    metadata: mergeMetadata(old.metadata, params.metadata),
    plan: planOf(price),
    price,
    ...(params.quantity === undefined ? {} : { quantity: params.quantity }),
  }
}

function replaced(
  { hidden }: StoredSubscription,
  old: Stripe.SubscriptionItem | undefined,
  next: Stripe.SubscriptionItem | null,
): Stripe.SubscriptionItem[] {
  if (!old) return next ? [...hidden.items, next] : hidden.items
  return hidden.items.flatMap((item) => (item.id !== old.id ? [item] : next ? [next] : []))
}

function differs(
  old: Stripe.SubscriptionItem | undefined,
  next: Stripe.SubscriptionItem | null,
): boolean {
  return old?.price.id !== next?.price.id || old?.quantity !== next?.quantity
}

/** Nothing is charged or given back while a trial runs or a subscription rests. */
function isBilled({ data }: StoredSubscription): boolean {
  return data.status === "active" || data.status === "past_due" || data.status === "unpaid"
}

function cycle(price: Stripe.Price): string {
  const { interval, interval_count } = cycleOf(price)
  return `${interval_count} ${interval}`
}
