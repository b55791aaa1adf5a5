import { isOwned, type Offer } from "@/lib/entitlements/rules"

type Edition = { id: string; isSample: boolean; offer: Offer }

/** An edition that a visitor may open, and by what. */
export type OpenEdition = { id: string; entitlementId: string }

/**
 * The editions of a product that its visitor may open, what the product's own button stands for first
 * and samples last.
 */
export function listOpenEditions(product: {
  editions: Edition[]
  chosen: Edition | null
}): OpenEdition[] {
  const rank = ({ id, isSample }: Edition) => (id === product.chosen?.id ? 0 : isSample ? 2 : 1)
  return [...product.editions]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(({ id, offer }) =>
      isOwned(offer) && !offer.needsSignIn && offer.entitlementId
        ? [{ id, entitlementId: offer.entitlementId }]
        : [],
    )
}
