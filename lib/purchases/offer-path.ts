import type { Offer } from "@/lib/entitlements/rules"
import { orderPath } from "@/lib/purchases/order-url"

type OfferPath = `/orders/${string}` | `/products/${string}` | `/checkout/pending?order=${string}`

/**
 * Where a button leads that is a link: to the visitor's own order, to the page that waits for its
 * money, or to the product's page. An offer's order is always this visitor's own (`listAccess`).
 */
export function offerPath(offer: Offer, productSlug: string): OfferPath {
  if (offer.checkoutId && offer.linkVersion !== null)
    return orderPath(offer.checkoutId, offer.linkVersion)
  if (offer.checkoutId) return `/checkout/pending?order=${offer.checkoutId}`
  return `/products/${productSlug}`
}
