import { offerForProduct } from "@/lib/entitlements/product-rules"
import { listAccess } from "@/lib/entitlements/store/access"
import { ownEditions } from "@/lib/library/own-editions"
import type { LibraryEntry, LibraryPage, LibraryQuery, OwnEdition } from "@/lib/library/rules"
import { type HeldProduct, listHeld } from "@/lib/library/store/entries"

/**
 * A page of what a customer has, with the same buttons as everywhere in the shop. Two statements,
 * however much there is. This customer's alone: other orders of the browser have no part in it.
 * @param currency the one that the visitor chose, as for every offer
 */
export async function listLibrary(
  customerId: string,
  query: LibraryQuery,
  now: Date,
  currency: string | null,
): Promise<LibraryPage> {
  const { products, ...page } = await listHeld(customerId, query, now)
  const ids = products.flatMap((product) => product.editions.map(({ id }) => id))
  const access = await listAccess(ids, { customerId, checkoutIds: [] })
  const entries = products.flatMap((product) => {
    const editions = ownEditions(product, access, now, currency)
    return toEntry(product, editions) ?? []
  })
  return { ...page, entries }
}

function toEntry(product: HeldProduct, editions: OwnEdition[]): LibraryEntry | null {
  // Who has nothing but a sample has its button: the product's own would be to buy it.
  const chosen = offerForProduct(editions) ?? editions[0]
  const { slug, title, kind, people, coverKey, isArchived } = product
  return chosen ? { slug, title, kind, people, coverKey, isArchived, editions, chosen } : null
}
