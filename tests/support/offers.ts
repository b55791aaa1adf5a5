import type { PlanOption, PriceOption, Sellable } from "@/lib/catalog/rules"
import type { EditionAccess, VisitorAccess } from "@/lib/entitlements/access-rules"

// What visitors have to do with an edition, at one moment.

export const now = new Date("2026-05-01T10:00:00Z")
export const past = new Date("2026-01-01T00:00:00Z")
export const future = new Date("2027-01-01T00:00:00Z")
export const later = new Date("2027-01-08T00:00:00Z")

export const usd: PriceOption = { id: "usd", currency: "usd", amount: 1999, position: 0 }
export const jpy: PriceOption = { id: "jpy", currency: "jpy", amount: 3000, position: 1 }
export const nothing: PriceOption = { id: "free", currency: "usd", amount: 0, position: 0 }

export function edition(over: Partial<Sellable> = {}): Sellable {
  return {
    kind: "file",
    prices: [usd, jpy],
    editionArchivedAt: null,
    productArchivedAt: null,
    publishedAt: past,
    ...over,
  }
}

export function access(over: Partial<VisitorAccess> = {}): VisitorAccess {
  return {
    entitlementId: "entitlement",
    isInLibrary: false,
    needsSignIn: false,
    source: "purchase",
    checkoutId: "order",
    linkVersion: 1,
    startsAt: past,
    endsAt: null,
    trialUntil: null,
    graceFrom: null,
    pausedFrom: null,
    revokedAt: null,
    revokedReason: null,
    downloadsLeft: 5,
    ...over,
  }
}

export const owned = (over: Partial<VisitorAccess> = {}): EditionAccess => ({
  entitlements: [access(over)],
  pendingCheckoutIds: [],
})
export const none: EditionAccess = { entitlements: [], pendingCheckoutIds: [] }
export const pending: EditionAccess = { entitlements: [], pendingCheckoutIds: ["waiting"] }
export const refunded = { revokedAt: past, revokedReason: "refunded" } as const
export const disputed = { revokedAt: past, revokedReason: "disputed" } as const

export const granted = owned({
  source: "grant",
  downloadsLeft: null,
  checkoutId: null,
  linkVersion: null,
})
export const cinema: PlanOption = {
  slug: "cinema",
  title: "Cinema",
  amount: 900,
  currency: "usd",
  periodUnit: "month",
  periodCount: 1,
}
/** By a subscription that is paid until `future`. */
export const subscribed = (over: Partial<VisitorAccess> = {}): EditionAccess =>
  owned({
    source: "subscription",
    checkoutId: null,
    linkVersion: null,
    downloadsLeft: null,
    isInLibrary: true,
    endsAt: later,
    graceFrom: future,
    ...over,
  })

export const rental = edition({ kind: "video", accessSeconds: 48 * 3600 })
