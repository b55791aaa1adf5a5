import type { Sellable } from "@/lib/catalog/rules"
import type { Offered } from "@/lib/entitlements/list-offers"
import { isOwned } from "@/lib/entitlements/rules"

type Edition = Sellable & { isSample: boolean }

/**
 * The ways to get a product for one visitor, cheapest first: what is theirs costs nothing more, then what
 * is for sale by its price, then what waits or is closed. Samples are none, and what is no longer sold is
 * one only for its owners.
 */
export function listWays<E extends Edition>(editions: Offered<E>[]): Offered<E>[] {
  return editions
    .filter(({ isSample, offer }) => !isSample && offer.reason !== "archived")
    .sort((a, b) => costOf(a) - costOf(b))
}

function costOf<E>({ offer }: Offered<E>): number {
  if (isOwned(offer)) return -1
  if (offer.action === "none") return Number.MAX_SAFE_INTEGER
  return offer.price?.amount ?? Number.MAX_SAFE_INTEGER
}
