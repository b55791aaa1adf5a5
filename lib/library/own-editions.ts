import type { ProductKind } from "@/lib/catalog/rules"
import { type EditionAccess, noAccess, offerFor } from "@/lib/entitlements/rules"
import { downloadsLeftOf, isKept, isNewer, type OwnEdition } from "@/lib/library/rules"

type Held = Omit<OwnEdition, "offer" | "downloadsLeft" | "isNew">

/** Of a product's editions those that stand in the library, with the buttons that they have everywhere. */
export function ownEditions<E extends Held>(
  product: { kind: ProductKind; editions: E[] },
  access: Map<string, EditionAccess>,
  now: Date,
): (E & OwnEdition)[] {
  const sellable = { kind: product.kind, ...unsold }
  return product.editions.flatMap((edition) => {
    const own = access.get(edition.id) ?? noAccess
    if (!isKept(own.entitlements, now)) return []
    return {
      ...edition,
      offer: offerFor(sellable, own, now),
      downloadsLeft: downloadsLeftOf(own.entitlements, now),
      isNew: isNewer(edition.latest, edition.had),
    }
  })
}

// What is owned has its button whether it is still sold or not, and at whatever price.
const unsold = {
  prices: [],
  editionArchivedAt: null,
  productArchivedAt: null,
  publishedAt: null,
}
