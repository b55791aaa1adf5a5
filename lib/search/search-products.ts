import { attachOffers, type OfferedProduct } from "@/lib/entitlements/list-offers"
import { isStranger, type Visitor } from "@/lib/entitlements/store/access"
import { readPlace, readPrices, type SearchRequest, writePlace } from "@/lib/search/rules"
import { runBounded } from "@/lib/search/run-bounded"
import { type Hit, listHits } from "@/lib/search/store/search"
import { findInstead } from "@/lib/search/store/suggestions"

/** How many hits a page shows. */
export const PAGE_SIZE = 24

export type SearchOutcome =
  | {
      outcome: "found"
      products: OfferedProduct<Hit>[]
      /** 1,001 stands for more than 1,000. */
      count: number
      /** The cursor of the page after this one; null: this is the last. */
      next: string | null
      /** A title or name that exists and is like what was typed, where that has no hit. */
      instead: string | null
    }
  /** The words are in too much, or too many search at once. */
  | { outcome: "too-slow" }
  | { outcome: "busy" }

/**
 * Looks for products, with this visitor's own buttons, in one statement; one more when there is no hit.
 * Stripe is never asked. Any text is safe. Without words, the most popular products.
 * @param currency what prices are shown in, and compared in
 */
export async function searchProducts(options: {
  request: SearchRequest
  visitor: Visitor
  currency: string | null
  /** What a price is compared in where the visitor has chosen no currency. */
  mainCurrency: string
  now: Date
}): Promise<SearchOutcome> {
  const { request, visitor, currency, now } = options
  const { typed, words, kind, group } = request
  // Nobody has anything open whom the shop does not know: there is nothing to ask for.
  if (request.isOpen && isStranger(visitor))
    return { outcome: "found", products: [], count: 0, next: null, instead: null }
  const wanted = {
    now,
    typed,
    words,
    kind,
    group,
    prices: readPrices(request, currency ?? options.mainCurrency),
    openFor: request.isOpen ? visitor : null,
    after: readPlace(request.after),
    limit: PAGE_SIZE + 1,
  }
  return runBounded(async () => {
    const { products, access, count, next } = await listHits(wanted, visitor)
    const isMiss = products.length === 0 && !wanted.after && words !== null
    return {
      outcome: "found",
      products: attachOffers(products, access, now, currency),
      count,
      next: next && writePlace(next),
      instead: isMiss ? await findInstead(typed, now) : null,
    }
  })
}
