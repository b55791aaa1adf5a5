import {
  closedReason,
  type PlanOption,
  type PriceOption,
  planFor,
  priceFor,
  type Sellable,
} from "@/lib/catalog/rules"

/** Where an entitlement comes from. */
export type AccessSource = "purchase" | "grant" | "subscription" | "default_plan"

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
  entitlementId: string
  source: AccessSource
  /** The order it came with; null for what was not bought. */
  checkoutId: string | null
  /** Of that order, for its private link; null with it. */
  linkVersion: number | null
  /** Half-open: [startsAt, endsAt); null: for ever. */
  startsAt: Date
  endsAt: Date | null
  /** Until when it is a trial; null: it is none. */
  trialUntil: Date | null
  /** From when it is open although nobody has paid yet; null: never. */
  graceFrom: Date | null
  /** Since when its subscription is paused; null: it is not. */
  pausedFrom: Date | null
  revokedAt: Date | null
  revokedReason: "refunded" | "disputed" | null
  /** Null: not counted. */
  downloadsLeft: number | null
}

/** An entitlement as one visitor sees it: of the customer who is signed in, or only of this browser's orders. */
export type VisitorAccess = Access & {
  isInLibrary: boolean
  /** Opens only for its customer, who is not signed in here. */
  needsSignIn: boolean
}

/** What this visitor has to do with one edition: entitlements, and orders whose money is not here yet. */
export type EditionAccess = { entitlements: VisitorAccess[]; pendingCheckoutIds: string[] }

export const noAccess: EditionAccess = { entitlements: [], pendingCheckoutIds: [] }

/** The one button of an edition for one visitor, and why it is that button. */
export type Offer = {
  action: OfferAction
  reason: OfferReason
  /** What would be charged; null when it has no price. */
  price: PriceOption | null
  /** The cheapest plan that opens it; null: none does. */
  plan: PlanOption | null
  /** The order that the button leads to, when this visitor has one. */
  checkoutId: string | null
  /** Of that order, for its private link; null while it is not paid. */
  linkVersion: number | null
  /** What opens it, or opened it and why no longer; null: nothing ever did. */
  entitlementId: string | null
  /** When that access ends, or ended, was refunded or was disputed; null: for ever, or never had. */
  until: Date | null
  /** Seconds that a purchase would open it (a rental); null: for ever. */
  rentSeconds: number | null
  /** Whether the button leads to the library of the customer who is signed in. */
  isInLibrary: boolean
  /** Whether it opens only once its customer has signed in. */
  needsSignIn: boolean
}

/** Whether an entitlement opens its edition at `now`. */
export function isLive(access: Access, now: Date): boolean {
  return (
    access.revokedAt === null &&
    access.startsAt <= now &&
    (access.endsAt === null || now < access.endsAt)
  )
}

/** Whether a visitor may open an edition for ever. */
export function isKept(access: EditionAccess | undefined, now: Date): boolean {
  return (access?.entitlements ?? []).some((one) => one.endsAt === null && isLive(one, now))
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
  const plan = planFor(edition.plans, currency)
  const rentSeconds = edition.accessSeconds ?? null
  return { price, plan, rentSeconds, ...decide(edition, access, now, price, plan) }
}

type Decision = Omit<Offer, "price" | "plan" | "rentSeconds">

function decide(
  edition: Sellable,
  access: EditionAccess,
  now: Date,
  price: PriceOption | null,
  plan: PlanOption | null,
): Decision {
  const usable = usableAccess(access, now)
  if (usable) return ownedOffer(edition, usable, now)

  const [pending] = access.pendingCheckoutIds
  if (pending) return { ...none, action: "none", reason: "payment-pending", checkoutId: pending }

  const disputed = access.entitlements.find(
    (one) => one.revokedReason === "disputed" && !isByPlan(one),
  )
  if (disputed) return { action: "none", reason: "disputed", ...traceOf(disputed) }

  const paused = access.entitlements.find(({ pausedFrom }) => pausedFrom && pausedFrom <= now)
  if (paused) return { ...formerly(paused), action: "renew", reason: "paused" }

  const closed = closedReason(edition, now)
  if (closed) return { ...none, action: "none", reason: closed }
  if (price?.amount === 0) return { ...none, action: "get", reason: "free" }
  const former = formerOf(access, now)
  if (price && former) return { ...formerly(former.access), action: "buy", reason: former.reason }
  if (price) return { ...none, action: "buy", reason: "for-sale" }
  if (!plan) return { ...none, action: "none", reason: "plan-only" }
  if (former && isByPlan(former.access))
    return { ...formerly(former.access), action: "renew", reason: former.reason }
  return { ...none, action: "subscribe", reason: "plan-only" }
}

// What is over leads nowhere by itself: only why and since when are told.
function formerly(access: VisitorAccess) {
  const { entitlementId, until } = traceOf(access)
  return { ...none, entitlementId, until }
}

function isByPlan({ source }: Access): boolean {
  return source === "subscription" || source === "default_plan"
}

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

/**
 * The entitlement by which a visitor opens an edition at `now`: what opens at once before what needs
 * its customer to sign in, what has downloads left before what has none, then what lasts longest.
 * Undefined: none opens it.
 */
export function usableAccess(access: EditionAccess, now: Date): VisitorAccess | undefined {
  const live = access.entitlements.filter((one) => isLive(one, now))
  return live.sort(
    (a, b) =>
      Number(a.needsSignIn) - Number(b.needsSignIn) ||
      Number(a.downloadsLeft === 0) - Number(b.downloadsLeft === 0) ||
      compare(endOf(b.endsAt), endOf(a.endsAt)),
  )[0]
}

function ownedOffer(edition: Sellable, access: VisitorAccess, now: Date): Decision {
  if (edition.kind === "file" && access.downloadsLeft === 0)
    return { action: "none", reason: "limit-reached", ...traceOf(access) }
  const action =
    edition.kind === "video" ? "watch" : edition.kind === "article" ? "read" : "download"
  return { action, ...traceOf(access), ...reasonOf(access, now) }
}

/** Where live access comes from, and until when that is so; null: for ever. */
export function reasonOf(
  access: Pick<Access, "source" | "endsAt" | "trialUntil" | "graceFrom" | "pausedFrom">,
  now: Date,
): Pick<Offer, "reason" | "until"> {
  const { source, endsAt, trialUntil, graceFrom, pausedFrom } = access
  if (source === "purchase") return { reason: "purchased", until: endsAt }
  if (source === "grant") return { reason: "granted", until: endsAt }
  if (pausedFrom && pausedFrom <= now) return { reason: "paused", until: endsAt }
  if (trialUntil && now < trialUntil) return { reason: "trial", until: trialUntil }
  if (graceFrom && graceFrom <= now) return { reason: "grace", until: endsAt }
  return { reason: "in-plan", until: graceFrom ?? endsAt }
}

const none = {
  checkoutId: null,
  linkVersion: null,
  entitlementId: null,
  until: null,
  isInLibrary: false,
  needsSignIn: false,
}

function traceOf(access: VisitorAccess): Omit<Decision, "action" | "reason"> {
  const { entitlementId, checkoutId, linkVersion, isInLibrary, needsSignIn } = access
  const until = endedAt(access)
  return { entitlementId, checkoutId, linkVersion, isInLibrary, needsSignIn, until }
}

function endedAt({ revokedAt, endsAt }: VisitorAccess): Date | null {
  return revokedAt ?? endsAt
}

// Of several that are over, the one that ended last says why.
function formerOf(
  access: EditionAccess,
  now: Date,
): { reason: "refunded" | "disputed" | "expired"; access: VisitorAccess } | null {
  const over = access.entitlements.filter(
    (one) => one.revokedReason !== null || (one.endsAt !== null && one.endsAt <= now),
  )
  const [last] = over.sort((a, b) => compare(endOf(endedAt(b)), endOf(endedAt(a))))
  if (!last) return null
  return { reason: last.revokedReason ?? "expired", access: last }
}

/** Whether the button opens what this visitor has. */
export function isOwned({ action }: Offer): boolean {
  return action === "download" || action === "watch" || action === "read"
}

function endOf(until: Date | null): number {
  return until?.getTime() ?? Number.POSITIVE_INFINITY
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
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
