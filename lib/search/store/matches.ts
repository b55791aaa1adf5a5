import type { ProductKind } from "@/lib/catalog/rules"
import type { Visitor } from "@/lib/entitlements/store"
import type { PriceRange, SearchPlace, SearchWords } from "@/lib/search/rules"
import { Prisma } from "@/prisma/client/client"

/** What is looked for, and where the page begins. */
export type Wanted = {
  now: Date
  /** As typed: a product of this very title comes first. */
  typed: string
  words: SearchWords | null
  kind?: ProductKind | undefined
  group?: string | undefined
  prices?: PriceRange | null
  /** Only what this visitor may open now. */
  openFor?: Visitor | null
  after?: SearchPlace | null
  /** How many rows; one more than a page tells whether there is another. */
  limit: number
}

/** Up to so many hits are ranked one by one. */
const RANKED = 5_000
/** Of more hits, those among so many of the most popular products are. */
const POPULAR = 20_000

/**
 * The common table expressions of a search: `found` has a row for each hit, 5,001 at most, and `page` the
 * page's own (id, score, popularity, place). Above 5,000 hits, ranking each would cost a quarter of a
 * second (bench P5): then those among the 20,000 most popular products are ranked, unless they are fewer
 * than a page; then the first 5,000 found. Which of the three it is does not depend on the page.
 */
export function matchesQuery(wanted: Wanted): Prisma.Sql {
  return wanted.words ? rankedQuery(wanted, wanted.words) : popularQuery(wanted)
}

function rankedQuery(wanted: Wanted, words: SearchWords): Prisma.Sql {
  const { typed, limit } = wanted
  const columns = Prisma.sql`p."id", p."popularity",
    (ts_rank('{0.05, 0.2, 0.6, 1}', p."searchVector", ${wordsQuery(words)}) * 100)::int
      + CASE WHEN lower(p."title") = lower(${typed}) THEN 1000 ELSE 0 END AS "score"`
  return Prisma.sql`
    ${openedTable(wanted)}
    found AS MATERIALIZED (${foundQuery(wanted, columns)} LIMIT ${RANKED + 1}),
    popular AS MATERIALIZED (
      SELECT ${columns}
      FROM (SELECT * FROM "Product" p WHERE ${onShelf(wanted)}
            ORDER BY p."popularity" DESC, p."id" DESC LIMIT ${POPULAR}) p
      WHERE (SELECT count(*) > ${RANKED} FROM found) AND ${matches(wanted)} ${isOpened(wanted)}
    ),
    page AS MATERIALIZED (
      SELECT "id", "score", "popularity",
             row_number() OVER (ORDER BY "score" DESC, "popularity" DESC, "id" DESC) AS "place"
      FROM (
        SELECT * FROM found WHERE (SELECT count(*) < ${limit} FROM popular)
        UNION ALL
        SELECT * FROM popular WHERE (SELECT count(*) >= ${limit} FROM popular)
      ) ranked
      ${after(wanted)}
      ORDER BY "score" DESC, "popularity" DESC, "id" DESC LIMIT ${limit}
    )`
}

/** Without words nothing is to be ranked: the most popular first, read from their index. */
function popularQuery(wanted: Wanted): Prisma.Sql {
  const columns = Prisma.sql`p."id", p."popularity", 0 AS "score"`
  const inOrder = wanted.openFor
    ? Prisma.sql`SELECT * FROM found`
    : Prisma.sql`SELECT ${columns} FROM "Product" p WHERE ${onShelf(wanted)} AND ${matches(wanted)}`
  const most = wanted.openFor ? RANKED : 1_000
  return Prisma.sql`
    ${openedTable(wanted)}
    found AS MATERIALIZED (${foundQuery(wanted, columns)} LIMIT ${most + 1}),
    page AS MATERIALIZED (
      SELECT "id", "score", "popularity",
             row_number() OVER (ORDER BY "popularity" DESC, "id" DESC) AS "place"
      FROM (${inOrder}) p
      ${after(wanted)}
      ORDER BY "popularity" DESC, "id" DESC LIMIT ${wanted.limit}
    )`
}

/** What may be opened is driven by the visitor's own entitlements: by product, and by group. */
function foundQuery(wanted: Wanted, columns: Prisma.Sql): Prisma.Sql {
  const rows = Prisma.sql`SELECT ${columns} FROM "Product" p WHERE ${onShelf(wanted)} AND ${matches(wanted)}`
  if (!wanted.openFor) return rows
  return Prisma.sql`
    SELECT * FROM (
      ${rows} AND p."id" IN (SELECT "productId" FROM opened)
      UNION
      ${rows} AND p."searchVector" @@ (SELECT "query" FROM opened_groups) AND ${hasEdition}
    ) p`
}

const hasEdition = Prisma.sql`
  EXISTS (SELECT FROM "Edition" e WHERE e."productId" = p."id" AND NOT e."isSample")`

function isOpened({ openFor }: Wanted): Prisma.Sql {
  if (!openFor) return Prisma.empty
  return Prisma.sql`AND (p."id" IN (SELECT "productId" FROM opened)
    OR (p."searchVector" @@ (SELECT "query" FROM opened_groups) AND ${hasEdition}))`
}

/** The same as on the catalogue: published, and not archived. */
function onShelf({ now }: Wanted): Prisma.Sql {
  return Prisma.sql`p."archivedAt" IS NULL AND p."publishedAt" <= ${now}::timestamptz`
}

function matches({ words, kind, group, prices }: Wanted): Prisma.Sql {
  const queries = [
    ...(words ? [wordsQuery(words)] : []),
    ...(kind ? [lexeme(`kind/${kind}`)] : []),
    // Cut as search_vector cuts it.
    ...(group ? [lexeme(`group/${Array.from(group).slice(0, 200).join("")}`)] : []),
  ]
  const byWords = queries.length
    ? Prisma.sql`p."searchVector" @@ (${Prisma.join(queries, " && ")})`
    : Prisma.sql`true`
  return prices ? Prisma.sql`${byWords} AND ${costs(prices)}` : byWords
}

/**
 * The words as a tsquery. Written out wherever it is used, not made once in a subquery: PostgreSQL then
 * knows the words while it plans.
 */
export function wordsQuery({ phrase, prefix }: SearchWords): Prisma.Sql {
  return Prisma.sql`(websearch_to_tsquery('kiosk', ${phrase}) && to_tsquery('kiosk', ${prefix}))`
}

function lexeme(text: string): Prisma.Sql {
  return Prisma.sql`${`'${text.replaceAll(/['\\]/g, "$&$&")}'`}::tsquery`
}

/** By the price that the visitor is shown: theirs, else the edition's first (`priceFor`). */
function costs({ currency, min, max }: PriceRange): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM "Edition" e CROSS JOIN LATERAL (
      SELECT r."currency", r."amount" FROM "Price" r
      WHERE r."editionId" = e."id" AND r."archivedAt" IS NULL
      ORDER BY (r."currency" = ${currency}) DESC, r."position" LIMIT 1) r
    WHERE e."productId" = p."id" AND NOT e."isSample" AND e."archivedAt" IS NULL
      AND (r."currency" = ${currency} OR r."amount" = 0) AND r."amount" BETWEEN ${min} AND ${max})`
}

function after({ after: place }: Wanted): Prisma.Sql {
  if (!place) return Prisma.empty
  return Prisma.sql`WHERE ("score", "popularity", "id")
    < (${place.score}::int, ${place.popularity}::int, ${place.id}::uuid)`
}

/** The products that live entitlements open for this visitor, and their groups as a tsquery. */
function openedTable({ openFor, now }: Wanted): Prisma.Sql {
  if (!openFor) return Prisma.empty
  const { customerId, checkoutIds } = openFor
  const live = Prisma.sql`e."revokedAt" IS NULL AND e."startsAt" <= ${now}::timestamptz
    AND (e."endsAt" IS NULL OR e."endsAt" > ${now}::timestamptz)`
  // A file whose downloads are used up can't be opened (`offerFor`).
  const usable = Prisma.sql`${live} AND NOT ed."isSample"
    AND NOT (pu."downloadsLeft" = 0 AND (SELECT p."kind" FROM "Product" p WHERE p."id" = ed."productId") = 'file')`
  return Prisma.sql`
    opened AS MATERIALIZED (
      SELECT ed."productId" FROM "Purchase" pu
      JOIN "Entitlement" e ON e."purchaseId" = pu."id" JOIN "Edition" ed ON ed."id" = pu."editionId"
      WHERE pu."customerId" = ${customerId}::uuid AND ${usable}
      UNION
      SELECT ed."productId" FROM "CheckoutLine" l JOIN "Purchase" pu ON pu."lineId" = l."id"
      JOIN "Entitlement" e ON e."purchaseId" = pu."id" JOIN "Edition" ed ON ed."id" = pu."editionId"
      WHERE l."checkoutId" = ANY(${checkoutIds}::uuid[]) AND ${usable}
      UNION
      SELECT ed."productId" FROM "Entitlement" e
      JOIN "Edition" ed ON ed."id" = e."editionId" OR ed."productId" = e."productId"
      WHERE e."customerId" = ${customerId}::uuid AND e."purchaseId" IS NULL AND ${live} AND NOT ed."isSample"
    ),
    opened_groups AS MATERIALIZED (
      SELECT string_agg(DISTINCT
        '''group/' || regexp_replace(left(e."groupName", 200), '[''\\]', '\\&\\&', 'g') || '''', ' | ')::tsquery AS "query"
      FROM "Entitlement" e
      WHERE e."customerId" = ${customerId}::uuid AND e."groupName" IS NOT NULL AND ${live}
    ),`
}
