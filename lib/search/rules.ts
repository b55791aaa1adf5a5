import { z } from "zod"
import { productKinds } from "@/lib/catalog/rules"
import { parseDecimal } from "@/lib/money"

/** How much of what is typed is looked for: characters, and words. */
const MOST_CHARACTERS = 200
const MOST_WORDS = 12

/** What is typed, as far as PostgreSQL has to know it. None can raise a syntax error. */
export type SearchWords = {
  /** For websearch_to_tsquery: words, "phrases", -without, or. */
  phrase: string
  /** For to_tsquery: the last word, whole or as the beginning of one; empty: none. */
  prefix: string
  /** For to_tsquery: a word that has just been begun, by its one letter; empty: none. */
  initial: string
}

/** The parameters of a search's address, cleaned. What can't be understood is left out, never an error. */
export type SearchRequest = {
  /** As typed, to be shown again. */
  typed: string
  /** Null: no word to look for. */
  words: SearchWords | null
  kind: (typeof productKinds)[number] | undefined
  group: string | undefined
  /** Decimal numbers as typed, in the visitor's currency. */
  min: string
  max: string
  isFree: boolean
  isOpen: boolean
  /** The cursor of the page before. */
  after: string | undefined
}

const text = (most: number) =>
  z.string().transform((typed) => tidy(typed).slice(0, most).toWellFormed())
const optional = (most: number) => text(most).transform((typed) => typed.trim() || undefined)
const flag = z.literal("1").transform(() => true)
const query = z.object({
  q: text(MOST_CHARACTERS).catch(""),
  kind: z.enum(productKinds).optional().catch(undefined),
  group: optional(200).optional().catch(undefined),
  min: text(20).catch(""),
  max: text(20).catch(""),
  free: flag.catch(false),
  open: flag.catch(false),
  after: optional(200).optional().catch(undefined),
})

/** Reads the parameters of a search. Never throws. */
export function readSearch(
  parameters: Record<string, string | string[] | undefined>,
): SearchRequest {
  const { q, kind, group, min, max, free: isFree, open: isOpen, after } = query.parse(parameters)
  const [typed, words] = [q.trim(), readWords(q)]
  return { typed, words, kind, group, min, max, isFree, isOpen, after }
}

/**
 * The words of what is typed. Punctuation parts words and apostrophes vanish, as in search_text of the
 * database. The last word also stands for every word that begins with it, unless it is quoted, negated
 * or an alternative; a single letter does so only behind other words. Null: there is nothing to look for, or only what to leave out.
 */
export function readWords(typed: string): SearchWords | null {
  const tokens = tidy(typed.slice(0, MOST_CHARACTERS))
    .normalize("NFKC")
    .replaceAll(/['’‘ʼ]/g, "")
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[^\p{L}\p{N}\p{M}"-]+/gu, " ")
    // A minus means "without" at the beginning of a word alone.
    .replaceAll(/(?<=[^\s"])-|-(?![\p{L}\p{N}"])/gu, " ")
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .split(" ")
    .filter((token) => /[\p{L}\p{N}"]/u.test(token))
    .slice(0, MOST_WORDS)
  const [phrase, last] = [tokens.join(" "), tokens.at(-1) ?? ""]
  const before = tokens.slice(0, -1).join(" ")
  if (!isPositive(phrase)) return null
  const isWhole = /["-]/.test(last) || isInsideQuotes(tokens)
  if (isWhole || /^or$/i.test(last) || /^or$/i.test(tokens.at(-2) ?? ""))
    return { phrase, prefix: "", initial: "" }
  if (/^\p{L}$/u.test(last) && isPositive(before))
    return { phrase: before, prefix: "", initial: `'${last}':*` }
  if (last.length < 2) return { phrase, prefix: "", initial: "" }
  // The whole word a second time, so that "alien" ranks before "aliens".
  return { phrase: before, prefix: `'${last}' | '${last}':*`, initial: "" }
}

/** Whether there is a word that must be there, not only words that must not. */
function isPositive(phrase: string): boolean {
  const wanted = phrase.replaceAll(/-"[^"]*"?|-\S+/g, " ").replaceAll(/\bor\b/gi, " ")
  return /[\p{L}\p{N}]/u.test(wanted)
}

function isInsideQuotes(tokens: string[]): boolean {
  return (tokens.join(" ").match(/"/g)?.length ?? 0) % 2 === 1
}

// Neither can be stored or sent: PostgreSQL refuses NUL, and UTF-8 knows no half of a surrogate pair.
function tidy(typed: string): string {
  // oxlint-disable-next-line no-control-regex
  return typed.toWellFormed().replaceAll(/[\u0000-\u001f\u007f]/g, " ")
}

/** Minor units in one currency, both ends included. */
export type PriceRange = { currency: string; min: number; max: number }

/** The range of prices that is asked for; null: any. An end that is no amount is none. */
export function readPrices(
  { min, max, isFree }: Pick<SearchRequest, "min" | "max" | "isFree">,
  currency: string,
): PriceRange | null {
  if (isFree) return { currency, min: 0, max: 0 }
  const [low, high] = [parseDecimal(min, currency), parseDecimal(max, currency)]
  if (low === null && high === null) return null
  const most = 2 ** 31 - 1
  return { currency, min: Math.min(low ?? 0, most), max: Math.min(high ?? most, most) }
}

/** Where a page of hits ended. */
export type SearchPlace = { score: number; popularity: number; id: string }

/** A place as the address has it. */
export function writePlace({ score, popularity, id }: SearchPlace): string {
  return Buffer.from(`${score} ${popularity} ${id}`).toString("base64url")
}

/** The place of a cursor; null: it is none, and the first page is meant. It opens nothing, so it is not signed. */
export function readPlace(cursor: string | undefined): SearchPlace | null {
  const form = /^(\d{1,9}) (-?\d{1,9}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
  const match = form.exec(Buffer.from(cursor ?? "", "base64url").toString())
  const [, score, popularity, id] = match ?? []
  return id ? { score: Number(score), popularity: Number(popularity), id } : null
}

// What marks a hit between the database and the page: of Unicode's private use, so in no text.
export const MARK_START = "\uE000"
export const MARK_END = "\uE001"

/** A text in pieces, those that match marked. */
export type Piece = { text: string; isHit: boolean }

/** The pieces of a text that the database marked. */
export function readMarks(marked: string): Piece[] {
  // Split by a group: every second piece is what the group caught.
  return marked
    .split(/\uE000([^\uE000\uE001]*)\uE001/)
    .map((text, at) => ({ text: text.replaceAll(/[\uE000\uE001]/g, ""), isHit: at % 2 === 1 }))
    .filter(({ text }) => text !== "")
}
