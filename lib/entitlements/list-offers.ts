import type { Sellable } from "@/lib/catalog/rules"
import { type EditionAccess, noAccess } from "@/lib/entitlements/access-rules"
import { offerForProduct } from "@/lib/entitlements/product-rules"
import { type Offer, offerFor } from "@/lib/entitlements/rules"
import { listAccess, type Visitor } from "@/lib/entitlements/store/access"

type Edition = Sellable & { id: string; isSample: boolean }

/** An edition with this visitor's own button. */
export type Offered<E> = E & { offer: Offer }

/** A product whose editions have this visitor's buttons, and the one that stands for all of them. */
export type OfferedProduct<P extends { editions: Edition[] }> = Omit<P, "editions"> & {
  editions: Offered<P["editions"][number]>[]
  chosen: Offered<P["editions"][number]> | null
}

/**
 * The buttons of these products' editions for one visitor, and each product's own: one statement
 * for the whole list, none for a stranger.
 */
export async function listOffers<P extends { editions: Edition[] }>(
  products: P[],
  visitor: Visitor,
  now: Date,
  currency: string | null,
): Promise<OfferedProduct<P>[]> {
  const ids = products.flatMap((product) => product.editions.map((edition) => edition.id))
  return attachOffers(products, await listAccess(ids, visitor), now, currency)
}

/** The same buttons from access that was read already, with the products themselves (search). */
export function attachOffers<P extends { editions: Edition[] }>(
  products: P[],
  access: Map<string, EditionAccess>,
  now: Date,
  currency: string | null,
): OfferedProduct<P>[] {
  return products.map((product) => {
    const editions = product.editions.map((edition: P["editions"][number]) => ({
      ...edition,
      offer: offerFor(edition, access.get(edition.id) ?? noAccess, now, currency),
    }))
    return { ...product, editions, chosen: offerForProduct(editions) }
  })
}
