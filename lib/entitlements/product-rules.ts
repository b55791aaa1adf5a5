import { compare, endOf, isByPlan } from "@/lib/entitlements/access-rules"
import { isOwned, type Offer } from "@/lib/entitlements/rules"

/**
 * A product's one button: an owned edition's first, else the cheapest that can be had, else the first.
 * Where a plan that opens it costs less for a period than its cheapest edition, it is the plan.
 */
export function offerForProduct<T extends { offer: Offer; isSample: boolean }>(
  editions: T[],
): T | null {
  const real = editions.filter((edition) => !edition.isSample)
  const ranked = [...real].sort(
    (a, b) =>
      rank(a.offer) - rank(b.offer) ||
      (isOwned(a.offer) ? compareOwned(a.offer, b.offer) : 0) ||
      amountOf(a.offer) - amountOf(b.offer),
  )
  const [first] = ranked
  if (!first) return null
  return isPlanCheaper(first.offer)
    ? { ...first, offer: { ...first.offer, action: "subscribe" } }
    : first
}

// What is theirs for ever before a plan that has no end yet, then what lasts longest.
function compareOwned(a: Offer, b: Offer): number {
  const isForEver = (offer: Offer) => offer.until === null && !isByPlan(offer)
  return Number(isForEver(b)) - Number(isForEver(a)) || compare(endOf(b.until), endOf(a.until))
}

function isPlanCheaper({ action, reason, price, plan }: Offer): boolean {
  if (action !== "buy" || reason !== "for-sale" || !price || !plan) return false
  return plan.currency === price.currency && plan.amount < price.amount
}

function rank(offer: Offer): number {
  if (isOwned(offer)) return 0
  if (offer.reason === "limit-reached") return 1
  if (offer.reason === "payment-pending" || offer.reason === "disputed") return 2
  if (offer.action === "renew") return 2
  return offer.action === "none" ? 4 : 3
}

// What is only in a plan comes after any price: the plan has the button only where it costs less.
function amountOf(offer: Offer): number {
  return offer.price?.amount ?? Number.MAX_SAFE_INTEGER
}
