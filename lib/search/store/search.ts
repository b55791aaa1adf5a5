import { createHash } from "node:crypto"
import {
  type ListedProduct,
  type ListedRow,
  listedColumns,
  toListedProduct,
} from "@/lib/catalog/store/catalogue"
import { searchPool } from "@/lib/db"
import type { EditionAccess } from "@/lib/entitlements/access-rules"
import {
  type AccessRow,
  accessRows,
  groupAccess,
  isStranger,
  type Visitor,
} from "@/lib/entitlements/store/access"
import { MARK_END, MARK_START, type SearchPlace } from "@/lib/search/rules"
import { matchesQuery, type Wanted, wordsQuery } from "@/lib/search/store/matches"
import { Prisma } from "@/prisma/client/client"

/** Above it a count says "more than". */
export const COUNTED = 1_000

/** A hit on its card, with its groups and its texts as they match: MARK_START word MARK_END. */
export type Hit = ListedProduct & {
  groups: string[]
  marked: { title: string; people: string; summary: string; excerpt: string }
}

export type Hits = {
  products: Hit[]
  /** What the visitor has to do with their editions. */
  access: Map<string, EditionAccess>
  /** How many there are, 1,001 at most. */
  count: number
  /** Where the next page begins; null: this is the last. */
  next: SearchPlace | null
}

type Row = ListedRow &
  SearchPlace & {
    count: number
    groups: string[]
    titleMarked: string
    peopleMarked: string
    summaryMarked: string
    excerpt: string | null
    access: AccessJson[] | null
  }
type AccessTime = "endsAt" | "trialUntil" | "graceFrom" | "pausedFrom" | "revokedAt"
type AccessJson = Omit<AccessRow, "startsAt" | AccessTime> & { startsAt: string } & Record<
    AccessTime,
    string | null
  >

/**
 * A page of hits with all that their cards and buttons need, in one statement: what matches, the marked
 * texts, editions and prices, what this visitor may open of them, and the count. Only the rows of the
 * page are marked and asked for access. Never inside a transaction. Throws PostgreSQL's query_canceled
 * after two seconds.
 */
export async function listHits(wanted: Wanted, visitor: Visitor): Promise<Hits> {
  const pageSize = wanted.limit - 1
  const { text, values } = hitsQuery(wanted, visitor)
  const { rows } = await searchPool().query<Row>({ name: nameOf(text), text, values })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    products: shown.map(toHit),
    access: groupAccess((rows[0]?.access ?? []).map(toAccess)),
    count: rows[0]?.count ?? 0,
    next: rows.length > pageSize && last ? last : null,
  }
}

/** A statement's name: the same for the same text, so that it is planned once a connection. */
export function nameOf(text: string): string {
  return `search-${createHash("sha256").update(text).digest("base64url").slice(0, 16)}`
}

/** The statement behind `listHits`; exported so that a test can ask for its plan. */
export function hitsQuery(wanted: Wanted, visitor: Visitor): Prisma.Sql {
  const shown = Prisma.sql`ARRAY(
    SELECT e."id" FROM "Edition" e JOIN page ON page."id" = e."productId")`
  const access = isStranger(visitor)
    ? Prisma.sql`NULL`
    : Prisma.sql`CASE WHEN page."place" = 1 THEN (SELECT json_agg(a) FROM (${accessRows(shown, visitor)}) a) END`
  return Prisma.sql`
    WITH ${matchesQuery(wanted)}
    SELECT ${listedColumns}, p."groups", page."score", page."popularity",
           (SELECT least("count", ${COUNTED + 1}) FROM counted)::int AS "count",
           ${access} AS "access",
           marked."titleMarked", marked."peopleMarked", marked."summaryMarked",
           ${wanted.words ? excerpt(wanted) : Prisma.sql`NULL`} AS "excerpt"
    FROM page JOIN "Product" p ON p."id" = page."id"
    CROSS JOIN LATERAL (SELECT
      ${marked(wanted, Prisma.sql`p."title"`)} AS "titleMarked",
      ${marked(wanted, Prisma.sql`array_to_string(p."people", ', ')`)} AS "peopleMarked",
      ${marked(wanted, Prisma.sql`p."summary"`)} AS "summaryMarked"
      OFFSET 0) marked
    ORDER BY page."place"`
}

const start = `StartSel=${MARK_START},StopSel=${MARK_END}`

/** A whole text, with what matches between marks. The marks themselves are taken out of it first. */
function marked({ words }: Wanted, column: Prisma.Sql): Prisma.Sql {
  if (!words) return column
  const clean = Prisma.sql`translate(${column}, ${MARK_START + MARK_END}, '')`
  return Prisma.sql`ts_headline('kiosk', ${clean}, ${wordsQuery(words)}, ${`${start},HighlightAll=true`})`
}

/** Where nothing that the card shows anyway matches: the place in the description that does. */
function excerpt({ words }: Wanted): Prisma.Sql {
  if (!words) return Prisma.sql`NULL`
  // Markdown's signs and targets of links are no reading.
  const plain = Prisma.sql`regexp_replace(left(p."description", 20000), ${`\\]\\([^)]*\\)|[#*_\`>|~\\[\\]${MARK_START}${MARK_END}]+`}, ' ', 'g')`
  return Prisma.sql`CASE
    WHEN strpos(marked."titleMarked" || marked."peopleMarked" || marked."summaryMarked", ${MARK_START}) = 0
    THEN ts_headline('kiosk', ${plain}, ${wordsQuery(words)}, ${`${start},MaxWords=28,MinWords=14`})
    END`
}

function toHit(row: Row): Hit {
  const { titleMarked, peopleMarked, summaryMarked, excerpt: found, groups } = row
  const isFound = found?.includes(MARK_START)
  const marked = { title: titleMarked, people: peopleMarked, summary: summaryMarked }
  return {
    ...toListedProduct(row),
    groups,
    marked: { ...marked, excerpt: isFound ? (found ?? "") : "" },
  }
}

// What PostgreSQL writes as JSON has its times as texts.
function toAccess(access: AccessJson): AccessRow {
  return {
    ...access,
    startsAt: new Date(access.startsAt),
    endsAt: timeOf(access.endsAt),
    trialUntil: timeOf(access.trialUntil),
    graceFrom: timeOf(access.graceFrom),
    pausedFrom: timeOf(access.pausedFrom),
    revokedAt: timeOf(access.revokedAt),
  }
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
