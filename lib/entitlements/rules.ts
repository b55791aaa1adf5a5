import { closedReason, type PriceOption, priceFor, type Sellable } from "@/lib/catalog/rules"

export type OfferAction =
  | "buy"
  | "get"
  | "download"
  | "watch"
  | "read"
  | "subscribe"
  | "renew"
  | "none"

export type OfferReason =
  | "for-sale"
  | "free"
  | "purchased"
  | "in-plan"
  | "trial"
  | "grace"
  | "paused"
  | "granted"
  | "gift"
  | "plan-only"
  | "payment-pending"
  | "refunded"
  | "disputed"
  | "limit-reached"
  | "expired"
  | "archived"
  | "not-released"

/** What one entitlement says about one edition, beside where it came from. */
export type Access = {
  source: "purchase" | "grant"
  /** The order it came with; null for what was not bought. */
  checkoutId: string | null
  /** Of that order, for its private link; null with it. */
  linkVersion: number | null
  /** Half-open: [startsAt, endsAt); null: for ever. */
  startsAt: Date
  endsAt: Date | null
  revokedAt: Date | null
  revokedReason: "refunded" | "disputed" | null
  /** Null: not counted. */
  downloadsLeft: number | null
}

/** What this visitor has to do with one edition: entitlements, and orders whose money is not here yet. */
export type EditionAccess = { entitlements: Access[]; pendingCheckoutIds: string[] }

export const noAccess: EditionAccess = { entitlements: [], pendingCheckoutIds: [] }

/** The one button of an edition for one visitor, and why it is that button. */
export type Offer = {
  action: OfferAction
  reason: OfferReason
  /** What would be charged; null when it has no price. */
  price: PriceOption | null
  /** The order that the button leads to, when this visitor has one. */
  checkoutId: string | null
  /** Of that order, for its private link; null while it is not paid. */
  linkVersion: number | null
}

/** Whether an entitlement opens its edition at `now`. */
export function isLive(access: Access, now: Date): boolean {
  return (
    access.revokedAt === null &&
    access.startsAt <= now &&
    (access.endsAt === null || now < access.endsAt)
  )
}

/**
 * The button of an edition for this visitor: THE rule behind every button of the shop. What is owned
 * comes before what is pending, that before what was revoked or ended, that before the shelf.
 */
export function offerFor(
  edition: Sellable,
  access: EditionAccess,
  now: Date,
  currency?: string | null,
): Offer {
  const price = priceFor(edition.prices, currency)
  const live = access.entitlements.filter((one) => isLive(one, now))
  const usable = live.find((one) => one.downloadsLeft !== 0) ?? live[0]
  if (usable) return ownedOffer(edition, usable, price)

  const [pending] = access.pendingCheckoutIds
  if (pending)
    return {
      action: "none",
      reason: "payment-pending",
      price,
      checkoutId: pending,
      linkVersion: null,
    }

  const disputed = access.entitlements.find((one) => one.revokedReason === "disputed")
  if (disputed) return { action: "none", reason: "disputed", price, ...orderOf(disputed) }

  const closed = closedReason(edition, now)
  if (closed) return { action: "none", reason: closed, price, ...noOrder }
  if (!price) return { action: "none", reason: "plan-only", price, ...noOrder }
  if (price.amount === 0) return { action: "get", reason: "free", price, ...noOrder }
  return { action: "buy", reason: formerReason(access, now) ?? "for-sale", price, ...noOrder }
}

/** A product's one button: an owned edition's first, else the cheapest that can be had, else the first. */
export function offerForProduct<T extends { offer: Offer; isSample: boolean }>(
  editions: T[],
): T | null {
  const real = editions.filter((edition) => !edition.isSample)
  const ranked = [...real].sort(
    (a, b) => rank(a.offer) - rank(b.offer) || amountOf(a.offer) - amountOf(b.offer),
  )
  return ranked[0] ?? null
}

function ownedOffer(edition: Sellable, access: Access, price: PriceOption | null): Offer {
  if (edition.kind === "file" && access.downloadsLeft === 0)
    return { action: "none", reason: "limit-reached", price, ...orderOf(access) }
  const action =
    edition.kind === "video" ? "watch" : edition.kind === "article" ? "read" : "download"
  const reason = access.source === "grant" ? "granted" : "purchased"
  return { action, reason, price, ...orderOf(access) }
}

const noOrder = { checkoutId: null, linkVersion: null }

function orderOf({ checkoutId, linkVersion }: Access): Pick<Offer, "checkoutId" | "linkVersion"> {
  return { checkoutId, linkVersion }
}

function formerReason(access: EditionAccess, now: Date): "refunded" | "expired" | null {
  if (access.entitlements.some((one) => one.revokedReason === "refunded")) return "refunded"
  if (access.entitlements.some((one) => one.endsAt !== null && one.endsAt <= now)) return "expired"
  return null
}

function rank(offer: Offer): number {
  if (offer.action === "download" || offer.action === "watch" || offer.action === "read") return 0
  if (offer.reason === "limit-reached") return 1
  if (offer.reason === "payment-pending" || offer.reason === "disputed") return 2
  return offer.action === "none" ? 4 : 3
}

function amountOf(offer: Offer): number {
  return offer.price?.amount ?? Number.MAX_SAFE_INTEGER
}
