import type Stripe from "stripe"
import { isRunning } from "@/lib/sandbox/billing/due"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findObjects, findStored } from "@/lib/sandbox/stripe/objects"

/** A plan that a subscription may change to. */
export type Offer = { price: Stripe.Price; name: string }

export function ends(subscription: Stripe.Subscription): boolean {
  return subscription.cancel_at !== null || subscription.cancel_at_period_end
}

/** The customer's own subscription, or null for one that is not theirs to see. */
export async function ownSubscription(
  { scope, customer }: Portal,
  id: string,
): Promise<Stripe.Subscription | null> {
  const stored = await findStored(scope, "subscription", id)
  return stored?.data.customer === customer.id ? stored.data : null
}

/** What a customer may do with a subscription: what the configuration offers and its state allows. */
export function mayDo(portal: Portal, subscription: Stripe.Subscription) {
  const { subscription_cancel: cancel, subscription_update: update } = portal.configuration.features
  // What a schedule governs, and several items at once, a portal does not change.
  const free = isRunning(subscription.status) && !subscription.schedule
  const single = subscription.items.data.length === 1
  return {
    cancel: cancel.enabled && free && !ends(subscription),
    resume: cancel.enabled && free && ends(subscription),
    change:
      update.enabled &&
      update.default_allowed_updates.includes("price") &&
      free &&
      single &&
      !ends(subscription),
  }
}

/**
 * The plans that a subscription may change to: those of the configuration's products, or, where it
 * names none, all that are sold; in the subscription's currency, without its own.
 */
export async function offersFor(
  { scope, configuration }: Portal,
  subscription: Stripe.Subscription,
): Promise<Offer[]> {
  const named = configuration.features.subscription_update.products?.flatMap((one) => one.prices)
  const all = await findObjects(scope, "price", {
    active: true,
    currency: subscription.currency,
    type: "recurring",
  })
  const own = subscription.items.data.map((item) => item.price.id)
  const offers: Offer[] = []
  for (const price of all.reverse()) {
    if (own.includes(price.id) || (named && !named.includes(price.id))) continue
    const product = await findStored(scope, "product", idOf(price.product))
    if (product?.data.active) offers.push({ price, name: product.data.name })
  }
  return offers.sort((a, b) => (a.price.unit_amount ?? 0) - (b.price.unit_amount ?? 0))
}

/** The name of what a price is of. */
export async function productName({ scope }: Portal, price: Stripe.Price): Promise<string> {
  const product = await findStored(scope, "product", idOf(price.product))
  return product?.data.name ?? "Subscription"
}
