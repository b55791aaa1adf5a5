import type { Offer } from "@/lib/entitlements/rules"
import { orderPath } from "@/lib/purchases/order-url"

type OfferPath =
  | `/watch/${string}`
  | `/read/${string}`
  | `/library/${string}`
  | `/orders/${string}`
  | `/products/${string}`
  | `/plans${string}`
  | "/account/subscription"
  | `/checkout/pending?order=${string}`

/**
 * Where a button leads that is a link: to the player, to the text, to the files in the library or on
 * the visitor's own order, to the page that waits for its money, to the plan that would open it or the
 * subscription that did, or to the product's page. An offer's order is always this visitor's own
 * (`listAccess`).
 */
export function offerPath(offer: Offer, productSlug: string): OfferPath {
  const { action, plan, source, isInLibrary, needsSignIn, checkoutId, linkVersion } = offer
  // The library asks who it is.
  if (needsSignIn) return `/library/${productSlug}`
  if (action === "renew" && source === "subscription") return "/account/subscription"
  if (action === "renew" || action === "subscribe")
    return plan ? `/plans#plan-${plan.slug}` : "/plans"
  if (action === "watch") return `/watch/${productSlug}`
  if (action === "read") return `/read/${productSlug}`
  if (isInLibrary) return `/library/${productSlug}`
  if (checkoutId && linkVersion !== null) return orderPath(checkoutId, linkVersion)
  if (checkoutId) return `/checkout/pending?order=${checkoutId}`
  return `/products/${productSlug}`
}
