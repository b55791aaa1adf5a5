import type { ByteRange } from "@/lib/storage/storage"

/** What HTTP needs to know of the bytes. Size in bytes. */
export type Representation = {
  size: number
  /** A strong validator in its quotes (RFC 9110, section 8.8.3). */
  etag: string
  modifiedAt: Date
}

export type Answer =
  | { status: 200 }
  | { status: 206; range: ByteRange }
  | { status: 304 }
  | { status: 412 }
  | { status: 416 }

/**
 * How a GET or HEAD is answered: preconditions first, in the order of RFC 9110, section 13.2.2, then
 * Range, which only GET has. Several ranges at once are answered with the whole file, as section
 * 14.2 allows: every client must cope with that, and a small request can't ask for much work.
 */
export function chooseAnswer(method: string, headers: Headers, bytes: Representation): Answer {
  const failed = failedPrecondition(headers, bytes)
  if (failed) return { status: failed }
  const range = headers.get("range")
  if (!range || method !== "GET" || !isRangeWanted(headers, bytes)) return { status: 200 }
  return readRange(range, bytes.size)
}

/** An HTTP date (RFC 9110, section 5.6.7), which has whole seconds. */
export function httpDate(date: Date): string {
  return date.toUTCString()
}

function failedPrecondition(headers: Headers, bytes: Representation): 304 | 412 | null {
  const ifMatch = headers.get("if-match")
  if (ifMatch !== null) {
    if (!listHas(ifMatch, bytes.etag, "strong")) return 412
  } else if (isLaterThan(bytes, headers.get("if-unmodified-since")) === true) return 412

  const ifNoneMatch = headers.get("if-none-match")
  if (ifNoneMatch !== null) return listHas(ifNoneMatch, bytes.etag, "weak") ? 304 : null
  return isLaterThan(bytes, headers.get("if-modified-since")) === false ? 304 : null
}

// If-Range takes one strong validator; a date must be exactly the one that was sent.
function isRangeWanted(headers: Headers, bytes: Representation): boolean {
  const validator = headers.get("if-range")
  if (validator === null) return true
  return validator === bytes.etag || validator === httpDate(bytes.modifiedAt)
}

function listHas(list: string, etag: string, comparison: "strong" | "weak"): boolean {
  if (list.trim() === "*") return true
  const tags = list.match(/(?:W\/)?"[^"]*"/g) ?? []
  return tags.some((tag) => (comparison === "weak" ? tag.replace(/^W\//, "") : tag) === etag)
}

/** Null when the header is missing or is no date: it is then ignored. */
function isLaterThan(bytes: Representation, header: string | null): boolean | null {
  const time = header === null ? Number.NaN : Date.parse(header)
  if (Number.isNaN(time)) return null
  return Math.floor(bytes.modifiedAt.getTime() / 1000) * 1000 > time
}

function readRange(header: string, size: number): Answer {
  const match = /^bytes=[ \t]*(\d{0,30})-(\d{0,30})[ \t]*$/i.exec(header)
  if (!match) return { status: 200 }
  const [, first = "", last = ""] = match
  if (first === "") return readSuffix(last, size)
  if (last !== "" && BigInt(last) < BigInt(first)) return { status: 200 }
  if (BigInt(first) >= BigInt(size)) return { status: 416 }
  const end = last === "" || BigInt(last) >= BigInt(size) ? size - 1 : Number(last)
  return { status: 206, range: { start: Number(first), end } }
}

function readSuffix(length: string, size: number): Answer {
  if (length === "") return { status: 200 }
  if (BigInt(length) === 0n || size === 0) return { status: 416 }
  const start = BigInt(length) >= BigInt(size) ? 0 : size - Number(length)
  return { status: 206, range: { start, end: size - 1 } }
}
