import {
  closedReason,
  type PlanOption,
  type PriceOption,
  planFor,
  priceFor,
  type Sellable,
} from "@/lib/catalog/rules"
import {
  type Access,
  type AccessSource,
  compare,
  type EditionAccess,
  endOf,
  isByPlan,
  isPaused,
  RENEWAL_SECONDS,
  usableAccess,
  type VisitorAccess,
} from "@/lib/entitlements/access-rules"

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
  /** Where that came from; null with it. */
  source: AccessSource | null
  /** When that access ends, or ended, was refunded or was disputed; null: for ever, or never had. */
  until: Date | null
  /** Seconds that a purchase would open it (a rental); null: for ever. */
  rentSeconds: number | null
  /** Whether the button leads to the library of the customer who is signed in. */
  isInLibrary: boolean
  /** Whether it opens only once its customer has signed in. */
  needsSignIn: boolean
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
  // Beside a price the plan's is in the same currency, where it has one.
  const plan = planFor(edition.plans, price?.currency ?? currency)
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

  const paused = access.entitlements.find((one) => !one.revokedAt && isPaused(one, now))
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
  const { entitlementId, source, until } = traceOf(access)
  return { ...none, entitlementId, source, until }
}

function ownedOffer(edition: Sellable, access: VisitorAccess, now: Date): Decision {
  if (edition.kind === "file" && access.downloadsLeft === 0)
    return { action: "none", reason: "limit-reached", ...traceOf(access) }
  const action =
    edition.kind === "video" ? "watch" : edition.kind === "article" ? "read" : "download"
  return { action, ...traceOf(access), ...reasonOf(access, now) }
}

/**
 * Where live access comes from, and until when that is so; null: for ever, or, of a plan whose renewal is on
 * its way, not known yet.
 */
export function reasonOf(
  access: Pick<Access, "source" | "endsAt" | "trialUntil" | "graceFrom" | "pausedFrom">,
  now: Date,
): Pick<Offer, "reason" | "until"> {
  const { source, endsAt, trialUntil, graceFrom, pausedFrom } = access
  if (source === "purchase") return { reason: "purchased", until: endsAt }
  if (source === "grant") return { reason: "granted", until: endsAt }
  if (isPaused({ pausedFrom }, now)) return { reason: "paused", until: endsAt }
  if (trialUntil && now < trialUntil)
    return { reason: "trial", until: endsAt && endsAt < trialUntil ? endsAt : trialUntil }
  if (graceFrom && graceFrom <= now) {
    const isRenewing = now.getTime() < graceFrom.getTime() + RENEWAL_SECONDS * 1000
    return isRenewing ? { reason: "in-plan", until: null } : { reason: "grace", until: endsAt }
  }
  return { reason: "in-plan", until: graceFrom ?? endsAt }
}

const none = {
  checkoutId: null,
  linkVersion: null,
  entitlementId: null,
  source: null,
  until: null,
  isInLibrary: false,
  needsSignIn: false,
}

function traceOf(access: VisitorAccess): Omit<Decision, "action" | "reason"> {
  const { entitlementId, source, checkoutId, linkVersion, isInLibrary, needsSignIn } = access
  const until = endedAt(access)
  return { entitlementId, source, checkoutId, linkVersion, isInLibrary, needsSignIn, until }
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
  const { revokedReason } = last
  // What the shop took back has ended like any other access: no money says why.
  const isByMoney = revokedReason === "refunded" || revokedReason === "disputed"
  return { reason: isByMoney ? revokedReason : "expired", access: last }
}

/** Whether the button opens what this visitor has. */
export function isOwned({ action }: Pick<Offer, "action">): boolean {
  return action === "download" || action === "watch" || action === "read"
}
