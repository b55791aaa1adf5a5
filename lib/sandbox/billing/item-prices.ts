import type Stripe from "stripe"
import type { NewItem } from "@/lib/sandbox/billing/new-subscription"
import type { ItemParams } from "@/lib/sandbox/billing/params"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { mergeMetadata } from "@/lib/sandbox/stripe/params"
import { createPrice } from "@/lib/sandbox/stripe/prices"

/** The items of a new subscription, all recurring and in one currency; throws otherwise. */
export async function pricesOf(scope: Scope, given: ItemParams[]): Promise<NewItem[]> {
  if (given.length === 0) {
    throw badParameter("Missing required param: items.", "items", "parameter_missing")
  }
  const items: NewItem[] = []
  for (const [at, item] of given.entries()) {
    items.push({
      price: await recurringPrice(scope, item, `items[${at}]`),
      quantity: item.quantity ?? 1,
      metadata: mergeMetadata(null, item.metadata),
    })
  }
  if (new Set(items.map((item) => item.price.currency)).size > 1) {
    throw badParameter("All prices of a subscription must have one currency.", "items")
  }
  return items
}

/** The recurring price that an item names or describes; throws for an inactive or one-time one. */
export async function recurringPrice(
  scope: Scope,
  item: Pick<ItemParams, "price" | "price_data">,
  param: string,
): Promise<Stripe.Price> {
  if (item.price_data) {
    const { product, currency, recurring, tax_behavior, unit_amount = 0 } = item.price_data
    await getObject(scope, "product", product, `${param}[price_data][product]`)
    return createPrice(scope, {
      product,
      currency,
      recurring,
      taxBehavior: tax_behavior,
      unitAmount: unit_amount,
      active: false,
    })
  }
  const price = await getObject(scope, "price", item.price ?? "", `${param}[price]`)
  if (!price.active) {
    throw badParameter(`The price ${price.id} is inactive.`, `${param}[price]`)
  }
  if (!price.recurring) {
    throw badParameter(`The price ${price.id} is not recurring.`, `${param}[price]`)
  }
  return price
}
