import type { ProductKind } from "@/lib/catalog/rules"
import { type PlansColumn, plansOf } from "@/lib/catalog/store/plan-column"
import { pool } from "@/lib/db"
import type { AccessSource } from "@/lib/entitlements/access-rules"
import { reasonOf } from "@/lib/entitlements/rules"
import {
  type HeldEdition,
  type LibraryQuery,
  type OpenGroup,
  patternsOf,
} from "@/lib/library/rules"
import { type EditionJson, editionJson, toEdition } from "@/lib/library/store/edition-columns"

/** How many products a page of the library shows. */
export const PAGE_SIZE = 24

/** A product of which a customer has something, with all its editions in their order. */
export type HeldProduct = {
  id: string
  slug: string
  title: string
  kind: ProductKind
  people: string[]
  coverKey: string | null
  isArchived: boolean
  editions: HeldEdition[]
}

type ProductJson = Omit<HeldProduct, "editions"> &
  PlansColumn & { place: string; editions: EditionJson[] }
type GroupTime = "endsAt" | "trialUntil" | "graceFrom" | "pausedFrom"
type GroupJson = { name: string; source: AccessSource; isOpen: boolean } & Record<
  GroupTime,
  string | null
>
type Row = {
  products: ProductJson[] | null
  groups: GroupJson[] | null
  shown: number
  archived: number
}

/**
 * A page of what a customer has, what was opened to them last first, with the groups that are open as
 * a whole and how many products there are: one statement, on the pool and by name.
 * @param query.after the cursor of the page before; a malformed one is the first page
 */
export async function listHeld(
  customerId: string,
  query: LibraryQuery,
  now: Date,
  limit = PAGE_SIZE,
): Promise<{
  products: HeldProduct[]
  next: string | null
  groups: OpenGroup[]
  counts: { shown: number; archived: number }
}> {
  const values = heldValues(customerId, query, now, limit)
  const { rows } = await pool().query<Row>({ name: "library", text: heldStatement, values })
  const { products, groups, ...counts } = rows[0] ?? none
  const listed = (products ?? []).slice(0, limit)
  const last = listed.at(-1)
  return {
    products: listed.map(toProduct),
    next: (products ?? []).length > limit && last ? writeCursor(last.place, last.id) : null,
    groups: (groups ?? []).map((group) => toGroup(group, now)),
    counts,
  }
}

const none: Row = { products: null, groups: null, shown: 0, archived: 0 }

/** The values of `heldStatement`; exported so that a test can ask for its plan. */
export function heldValues(
  customerId: string,
  query: LibraryQuery,
  now: Date,
  limit: number,
): unknown[] {
  const { text, kind, isArchived } = query
  const after = readCursor(query.after)
  const place = [after?.since ?? null, after?.id ?? null]
  return [customerId, now, isArchived, kind ?? null, patternsOf(text), ...place, limit + 1]
}

// Its own rows are looked up one by one, by their keys: a join would read whole tables of a small
// shop, and a search (behind OFFSET 0) the titles of all that is sold.
// What stands in the library is what `isKept` says of an entitlement. A group is one entry, however
// many products are in it (DECISIONS.md, 22), by what `usableAccess` would choose; one that a paused plan
// would open stays. An archived product that is opened anew comes back.
export const heldStatement = `
  WITH "own" AS (
    SELECT COALESCE(e."productId", (SELECT ed."productId" FROM "Edition" ed
             WHERE ed."id" = e."editionId")) AS "productId", e."startsAt"
    FROM "Entitlement" e
    WHERE e."customerId" = $1 AND e."groupName" IS NULL AND (e."revokedReason" = 'disputed'
      OR (e."revokedAt" IS NULL AND e."startsAt" <= $2 AND (e."endsAt" IS NULL OR e."endsAt" > $2)))
  ), "held" AS (
    SELECT o."productId", o."since", COALESCE(a."archivedAt" >= o."since", false) AS "isArchived"
    FROM (SELECT "productId", max("startsAt") AS "since" FROM "own" GROUP BY "productId") o
    LEFT JOIN "ArchivedProduct" a ON a."customerId" = $1 AND a."productId" = o."productId"
  ), "page" AS MATERIALIZED (
    SELECT p.*, h."since", h."isArchived"
    FROM "held" h
    CROSS JOIN LATERAL (SELECT * FROM "Product" WHERE "id" = h."productId" OFFSET 0) p
    WHERE h."isArchived" = $3 AND ($4::text IS NULL OR p."kind"::text = $4)
      AND normalize(p."title" || ' ' || array_to_string(p."people", ' ')) ILIKE ALL ($5::text[])
      AND ($6::timestamptz IS NULL OR (h."since", h."productId") < ($6, $7::uuid))
    ORDER BY h."since" DESC, h."productId" DESC LIMIT $8
  )
  SELECT
    (SELECT json_agg(json_build_object(
       'id', p."id", 'slug', p."slug", 'title', p."title", 'kind', p."kind", 'people', p."people",
       'coverKey', p."coverKey", 'isArchived', p."isArchived",
       'plans', ${plansOf},
       'place', to_char(p."since" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       'editions', (SELECT COALESCE(json_agg(${editionJson} ORDER BY ed."position", ed."id"), '[]')
                    FROM "Edition" ed WHERE ed."productId" = p."id")
     ) ORDER BY p."since" DESC, p."id" DESC) FROM "page" p) AS "products",
    (SELECT json_agg(g ORDER BY g."name") FROM (
       SELECT DISTINCT ON (e."groupName") e."groupName" AS "name", e."source",
              e."endsAt" IS NULL OR e."endsAt" > $2 AS "isOpen",
              e."endsAt", e."trialUntil", e."graceFrom", e."pausedFrom"
       FROM "Entitlement" e
       WHERE e."customerId" = $1 AND e."groupName" IS NOT NULL AND e."revokedAt" IS NULL
         AND e."startsAt" <= $2
         AND (e."endsAt" IS NULL OR e."endsAt" > $2 OR e."pausedFrom" <= $2)
       ORDER BY e."groupName", "isOpen" DESC, (e."source" = 'grant' AND e."endsAt" IS NULL) DESC,
                (e."pausedFrom" <= $2) IS TRUE, e."endsAt" DESC NULLS FIRST) g) AS "groups",
    (SELECT count(*) FROM "held" WHERE NOT "isArchived")::int AS "shown",
    (SELECT count(*) FROM "held" WHERE "isArchived")::int AS "archived"`

function toGroup({ name, source, isOpen, ...times }: GroupJson, now: Date): OpenGroup {
  const at = (text: string | null) => (text === null ? null : new Date(text))
  const access = {
    source,
    endsAt: at(times.endsAt),
    trialUntil: at(times.trialUntil),
    graceFrom: at(times.graceFrom),
    pausedFrom: at(times.pausedFrom),
  }
  return { name, isOpen, source, ...reasonOf(access, now) }
}

function toProduct({ editions, plans, ...product }: ProductJson): HeldProduct {
  const { id, slug, title, kind, people, coverKey, isArchived } = product
  return {
    id,
    slug,
    title,
    kind,
    people,
    coverKey,
    isArchived,
    editions: editions.map((edition) => toEdition(edition, plans)),
  }
}

// A Date holds milliseconds, the column microseconds: the place travels as text.
function writeCursor(since: string, id: string): string {
  return Buffer.from(`${since} ${id}`).toString("base64url")
}

function readCursor(cursor: string | undefined): { since: string; id: string } | null {
  const text = Buffer.from(cursor ?? "", "base64url").toString()
  const match =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
  const [, since, id] = match.exec(text) ?? []
  return since && id && !Number.isNaN(Date.parse(since)) ? { since, id } : null
}
