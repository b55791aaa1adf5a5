import type { ProductKind } from "@/lib/catalog/rules"
import { type EditionAccess, noAccess } from "@/lib/entitlements/access-rules"
import { offerFor } from "@/lib/entitlements/rules"
import {
  downloadsLeftOf,
  type HeldEdition,
  isKept,
  isNewer,
  type OwnEdition,
} from "@/lib/library/rules"

/**
 * Of a product's editions those that stand in the library, with the buttons that they have everywhere.
 * @param currency the one that the visitor chose: of several editions the cheapest has the button
 */
export function ownEditions(
  product: { kind: ProductKind; editions: HeldEdition[] },
  access: Map<string, EditionAccess>,
  now: Date,
  currency: string | null,
): OwnEdition[] {
  return product.editions.flatMap((edition) => {
    const own = access.get(edition.id) ?? noAccess
    if (!isKept(own.entitlements, now)) return []
    const sellable = { ...edition, kind: product.kind, ...unknownToOwners }
    return {
      ...edition,
      offer: offerFor(sellable, own, now, currency),
      downloadsLeft: downloadsLeftOf(own.entitlements, now),
      isNew: isNewer(edition.latest, edition.had),
    }
  })
}

// What is owned has its button whether it is still sold or not.
const unknownToOwners = { editionArchivedAt: null, productArchivedAt: null, publishedAt: null }
