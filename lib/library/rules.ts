import {
  type PlanOption,
  type PriceOption,
  type ProductKind,
  productKinds,
} from "@/lib/catalog/rules"
import {
  type Access,
  type AccessSource,
  isByPlan,
  isLive,
  isPaused,
} from "@/lib/entitlements/access-rules"
import type { Offer, OfferReason } from "@/lib/entitlements/rules"

/** What a customer asks of their library, as it stands in the address. */
export type LibraryQuery = {
  /** Words of titles and people; empty: all. */
  text: string
  kind: ProductKind | undefined
  /** What was put out of sight, instead of the rest. */
  isArchived: boolean
  /** The cursor of the page before. */
  after: string | undefined
}

const MOST_TEXT = 200
const MOST_WORDS = 10

/** Reads the address of a library page; what it does not know is as if it were not there. */
export function readLibraryQuery(
  query: Record<string, string | string[] | undefined>,
): LibraryQuery {
  const { q, kind, view, after } = query
  return {
    text: typeof q === "string" ? q.replaceAll("\0", "").trim().slice(0, MOST_TEXT) : "",
    kind: productKinds.find((one) => one === kind),
    isArchived: view === "archived",
    after: typeof after === "string" && after.length < 200 ? after : undefined,
  }
}

/** The address of a library page. */
export function libraryPath(query: Partial<LibraryQuery>): `/library${string}` {
  const params = new URLSearchParams()
  if (query.text) params.set("q", query.text)
  if (query.kind) params.set("kind", query.kind)
  if (query.isArchived) params.set("view", "archived")
  if (query.after) params.set("after", query.after)
  return params.size === 0 ? "/library" : `/library?${params}`
}

/**
 * Patterns for ILIKE, each of which must fit: one for each word, wherever it stands. The signs of
 * patterns mean themselves.
 */
export function patternsOf(text: string): string[] {
  const words = text.normalize("NFC").split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  return words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`)
}

/** A release of an edition, as far as it matters to whoever has one. */
export type Version = { releaseId: string; version: string; releasedAt: Date }

/**
 * Whether something newer is out than what was last fetched. Who never fetched anything has missed
 * nothing; who goes back to an older version still has the newer one.
 * @param had the newest release that was ever fetched
 * @param latest the newest release that is out
 */
export function isNewer(latest: Version | null, had: Version | null): boolean {
  if (!latest || !had || latest.releaseId === had.releaseId) return false
  return latest.releasedAt >= had.releasedAt
}

/**
 * Whether an edition stands in the library: something opens it now, or a dispute keeps closed what was
 * bought, which may be settled, or a pause what a plan opens, which may be ended. What was refunded or
 * has ended does not.
 */
export function isKept(entitlements: Access[], now: Date): boolean {
  return entitlements.some(
    (one) =>
      (one.revokedReason === "disputed" && !isByPlan(one)) ||
      isLive(one, now) ||
      (one.revokedAt === null && isPaused(one, now)),
  )
}

/** How many downloads are left over all that opens an edition; null: not counted, or closed. */
export function downloadsLeftOf(entitlements: Access[], now: Date): number | null {
  const live = entitlements.filter((one) => isLive(one, now))
  if (live.length === 0 || live.some((one) => one.downloadsLeft === null)) return null
  return live.reduce((sum, one) => sum + (one.downloadsLeft ?? 0), 0)
}

/** One form of a product, before it is known whether a customer has it. */
export type HeldEdition = {
  id: string
  slug: string
  title: string
  format: string
  isSample: boolean
  downloadLimit: number
  /** Seconds that a purchase opens it; null: for ever. */
  accessSeconds: number | null
  prices: PriceOption[]
  /** Of the plans on sale that open its product the cheapest, one for each currency. */
  plans: PlanOption[]
  /** The newest release that is out; null: there are no files yet. */
  latest: Version | null
  /** The newest release that this customer has fetched. */
  had: Version | null
}

/** One form of a product that a customer has. */
export type OwnEdition = HeldEdition & {
  offer: Offer
  /** Null: not counted, or closed. */
  downloadsLeft: number | null
  isNew: boolean
}

/** A product in the list of what a customer has; editions in their order. */
export type LibraryEntry = {
  slug: string
  title: string
  kind: ProductKind
  people: string[]
  coverKey: string | null
  isArchived: boolean
  editions: OwnEdition[]
  /** The edition whose button stands for all of them. */
  chosen: OwnEdition
}

/** A group of products that is open as a whole, and by what; or that a paused plan would open. */
export type OpenGroup = {
  name: string
  isOpen: boolean
  source: AccessSource
  reason: OfferReason
  /** Null: for ever. */
  until: Date | null
}

export type LibraryPage = {
  entries: LibraryEntry[]
  /** The cursor of the page after this one; null: this is the last. */
  next: string | null
  groups: OpenGroup[]
  /** How many products there are in sight, and out of it, whatever was asked for. */
  counts: { shown: number; archived: number }
}
