import { compare, endOf } from "@/lib/entitlements/access-rules"
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
      (isOwned(a.offer) ? compare(endOf(b.offer.until), endOf(a.offer.until)) : 0) ||
      amountOf(a.offer) - amountOf(b.offer),
  )
  const [first] = ranked
  if (!first) return null
  return isPlanCheaper(first.offer)
    ? { ...first, offer: { ...first.offer, action: "subscribe" } }
    : first
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

function amountOf(offer: Offer): number {
  const money = offer.action === "subscribe" ? offer.plan : offer.price
  return money?.amount ?? Number.MAX_SAFE_INTEGER
}
