/**
 * For so long a renewal may be on its way, in seconds: its invoice is a draft for about an hour before it
 * is charged (https://docs.stripe.com/billing/invoices/subscription#subscription-lifecycle). Nobody is
 * locked out meanwhile, nor called late.
 */
export const RENEWAL_SECONDS = 7200

/** Where an entitlement comes from. */
export type AccessSource = "purchase" | "grant" | "subscription" | "default_plan"

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
  revokedReason: "refunded" | "disputed" | "taken_back" | null
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

/** Whether an entitlement opens its edition at `now`. */
export function isLive(access: Access, now: Date): boolean {
  return (
    access.revokedAt === null &&
    access.startsAt <= now &&
    (access.endsAt === null || now < access.endsAt)
  )
}

/** Whether it came with a plan: a subscription's, or the one of customers without one. */
export function isByPlan({ source }: { source: AccessSource | null }): boolean {
  return source === "subscription" || source === "default_plan"
}

/** Whether a visitor may open an edition for ever. A plan may end, although nobody knows when. */
export function isKept(access: EditionAccess | undefined, now: Date): boolean {
  return (access?.entitlements ?? []).some((one) => isForEver(one) && isLive(one, now))
}

/**
 * The entitlement by which a visitor opens an edition at `now`: what opens at once before what needs
 * its customer to sign in, what has downloads left before what has none, what is theirs for ever before
 * a plan, a plan that runs before one that is paused, then what lasts longest. Undefined: none opens it.
 */
export function usableAccess(access: EditionAccess, now: Date): VisitorAccess | undefined {
  const live = access.entitlements.filter((one) => isLive(one, now))
  return live.sort(
    (a, b) =>
      Number(a.needsSignIn) - Number(b.needsSignIn) ||
      Number(a.downloadsLeft === 0) - Number(b.downloadsLeft === 0) ||
      Number(isForEver(b)) - Number(isForEver(a)) ||
      Number(isPaused(a, now)) - Number(isPaused(b, now)) ||
      compare(endOf(b.endsAt), endOf(a.endsAt)),
  )[0]
}

/** Whether its subscription is paused at `now`; what it opens may be open all the same. */
export function isPaused({ pausedFrom }: Pick<Access, "pausedFrom">, now: Date): boolean {
  return pausedFrom !== null && pausedFrom <= now
}

function isForEver(access: Access): boolean {
  return access.endsAt === null && !isByPlan(access)
}

/** A time that null puts after all others. */
export function endOf(until: Date | null): number {
  return until?.getTime() ?? Number.POSITIVE_INFINITY
}

/** For sorting: infinite ends are equal. */
export function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
