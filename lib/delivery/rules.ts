import type { ProductKind } from "@/lib/catalog/rules"
import { type Access, isLive } from "@/lib/entitlements/access-rules"

/** Seconds that a click's grant lives: long enough to resume over night. */
export const GRANT_SECONDS = 24 * 60 * 60
/** Seconds in which a player must begin with the address that its page gave it. */
export const STREAM_SECONDS = 10 * 60
/** Seconds after that in which the browser that began in time may go on. */
export const VIEWING_SECONDS = 12 * 60 * 60
/** Seconds that a bucket's link works: time enough for the redirect, no more. */
export const LINK_SECONDS = 60

/** The version in the token of a grant that a signed-in customer was given: no link's (those begin at 1). */
export const OF_SESSION = 0

/** Why a purchase's files can be fetched or not: what the order page says beside its buttons. */
export type LineState =
  | "open"
  | "limit-reached"
  | "sign-in"
  | "refunded"
  | "disputed"
  | "taken-back"
  | "expired"

/** One file of a bought edition, as its owner sees it. */
export type OrderFile = {
  id: string
  name: string
  contentType: string
  /** Bytes. */
  size: bigint
  /** Of what is handed out, in lower-case hexadecimal. */
  sha256: string
  /** How a copy with its owner's address stands; null: the file goes out as it was published. */
  copy: { state: "waiting" | "ready" | "unfit"; reason: string | null } | null
  version: string
  releasedAt: Date
  /** Of the newest release that has files for this edition. */
  isLatest: boolean
}

/** One paid line of an order, as its owner sees it. Amounts in minor units of the order's currency. */
export type OrderLine = {
  purchaseId: string
  /** What opens its files; null: nothing does (a defect). */
  entitlementId: string | null
  productSlug: string
  productTitle: string
  coverKey: string | null
  coverAlt: string
  kind: ProductKind
  editionSlug: string
  editionTitle: string
  amountTotal: number
  downloadsLeft: number
  downloadLimit: number
  state: LineState
  /** Newest release first. */
  files: OrderFile[]
}

/** The private page of one order. */
export type Order = {
  id: string
  /** Whose it is; null until it is paid. */
  customerId: string | null
  token: string
  status: "open" | "processing" | "paid" | "expired" | "failed" | "withheld"
  /** The buyer's address; only the holder of the link sees it. */
  email: string | null
  currency: string
  amountSubtotal: number
  amountTax: number
  amountTotal: number
  /** Given back so far. */
  amountRefunded: number
  locale: string
  createdAt: Date
  paidAt: Date | null
  lines: OrderLine[]
}

/**
 * Whether a purchase's files can be fetched at `now`, or why not; null: it opens nothing (a defect).
 * @param needsSignIn whether they open for the signed-in buyer alone, who does not ask here
 */
export function lineState(access: Access | null, now: Date, needsSignIn = false): LineState {
  if (!access) return "expired"
  if (access.revokedReason === "taken_back") return "taken-back"
  if (access.revokedAt) return access.revokedReason ?? "expired"
  if (!isLive(access, now)) return "expired"
  if (needsSignIn) return "sign-in"
  return access.downloadsLeft === 0 ? "limit-reached" : "open"
}

// What can be fetched from first, then what says best why not.
const ranks: Record<LineState, number> = {
  open: 0,
  "limit-reached": 1,
  "sign-in": 2,
  disputed: 3,
  refunded: 4,
  "taken-back": 5,
  expired: 6,
}

/**
 * What to take a download from, of all that opens a file, with its state: what is not counted before
 * what is, so that nothing is used up needlessly; then what lasts longest. Null: there is nothing.
 */
export function chooseSource<S extends { access: Access | null; needsSignIn: boolean }>(
  sources: S[],
  now: Date,
): (S & { state: LineState }) | null {
  const known = sources.map((source) => ({
    ...source,
    state: lineState(source.access, now, source.needsSignIn),
  }))
  const [best] = known.sort(
    (a, b) =>
      ranks[a.state] - ranks[b.state] ||
      Number(isCounted(a.access)) - Number(isCounted(b.access)) ||
      endOf(b.access) - endOf(a.access),
  )
  return best ?? null
}

function isCounted(access: Access | null): boolean {
  return access?.downloadsLeft !== null
}

function endOf(access: Access | null): number {
  // A number that can be subtracted, beyond any date.
  return access?.endsAt?.getTime() ?? Number.MAX_SAFE_INTEGER
}

const families: [pattern: RegExp, family: string][] = [
  [/bot|crawl|spider|preview|scan/i, "Robot"],
  [/^curl\//, "curl"],
  [/^Wget\//, "Wget"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
]

/** The browser's family in a User-Agent header: all of it that is kept. Null: the header was missing. */
export function browserFamily(header: string | null): string | null {
  if (!header) return null
  return families.find(([pattern]) => pattern.test(header))?.[1] ?? "Other"
}

const inlineTypes = new Set([
  "application/pdf",
  "audio/aac",
  "audio/flac",
  "audio/mp4",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/webm",
  "image/avif",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
  "text/plain",
  "text/vtt",
  "video/mp4",
  "video/ogg",
  "video/quicktime",
  "video/webm",
])

/**
 * The content type under which a file may be shown in the shop's own origin, or null. What a browser
 * would run or style (HTML, SVG, XML, …) is only ever saved, never shown.
 */
export function inlineType(contentType: string): string | null {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? ""
  if (!inlineTypes.has(type)) return null
  return type === "text/plain" ? "text/plain; charset=utf-8" : type
}

/** Bytes. A longer text is a book, which is downloaded. */
const MOST_TEXT = 1_000_000n

/** Whether a file is a text that can be read in a page: Markdown, of an article's length. */
export function isReadable(file: { name: string; contentType: string; size: bigint }): boolean {
  const isMarkdown =
    /^text\/(?:x-)?markdown\b/i.test(file.contentType) || /\.(?:md|markdown)$/i.test(file.name)
  return isMarkdown && file.size <= MOST_TEXT
}

/**
 * Whether a form was sent from a page of another site. An order's page sends no referrer, so browsers
 * say "Origin: null" for its own forms (fetch.spec.whatwg.org, "append a request Origin header");
 * then Sec-Fetch-Site decides, which only plain-http addresses lack. The token in the address is
 * the key; this is a second bolt.
 */
export function isForeignForm(headers: Headers, ownOrigin: string): boolean {
  const site = headers.get("sec-fetch-site")
  if (site && site !== "same-origin" && site !== "none") return true
  const origin = headers.get("origin")
  return origin !== null && origin !== "null" && origin !== ownOrigin
}

/** Whether a browser only fetches ahead of its user (Sec-Purpose, and Purpose before it). */
export function isPrefetch(headers: Headers): boolean {
  return /\bprefetch\b/i.test(
    [headers.get("sec-purpose"), headers.get("purpose"), headers.get("x-moz")].join(" "),
  )
}
