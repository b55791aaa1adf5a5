import type { Offer } from "@/lib/entitlements/rules"

/** An offer as its button carries it for programs: what it does, why, and when that ends or ended. */
export type OfferData = {
  "data-testid": string
  "data-action": Offer["action"]
  "data-reason": Offer["reason"]
  /** ISO 8601; there when the reason has a time. */
  "data-until"?: string
}

/**
 * The trace of an offer for its one button.
 * @param slug the button is known by: a product's in lists, an edition's on the product page
 */
export function offerData(
  offer: Pick<Offer, "action" | "reason" | "until">,
  slug: string,
): OfferData {
  return {
    "data-testid": `offer-${slug}`,
    "data-action": offer.action,
    "data-reason": offer.reason,
    ...(offer.until ? { "data-until": offer.until.toISOString() } : {}),
  }
}
