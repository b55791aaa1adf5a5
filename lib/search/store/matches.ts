import type { ProductKind } from "@/lib/catalog/rules"
import type { Visitor } from "@/lib/entitlements/store/access"
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
const RANKED = 2_000
/** Of more hits, those among so many of the most popular products are. */
const POPULAR = 5_000

/**
 * The common table expressions of a search: `hits` has a row (id, score, popularity) for each product that
 * may be shown, `page` the page's own with their place, `counted` how many hits there are, as far as it
 * is counted.
 *
 * Ranking each of 300,000 hits would cost a quarter of a second (bench P5). So up to 2,001 are found; if
 * that is all of them, they are ranked. Else those among the 5,000 most popular products are, unless
 * they are fewer than a page: then the 2,001 as well. Which it is does not depend on the page. A price is
 * asked of these alone: a range that few products are in must not make it read all that have the word.
 */
export function matchesQuery(wanted: Wanted): Prisma.Sql {
  const { limit, prices, openFor } = wanted
  const columns = Prisma.sql`p."id", p."popularity", ${scoreOf(wanted)} AS "score"`
  const isFew = Prisma.sql`(SELECT count(*) < ${number(limit)} FROM popular)`
  const isNarrow = Boolean(prices ?? openFor)
  return Prisma.sql`
    ${openFor ? openedTables(openFor, wanted.now) : Prisma.empty}
    found AS MATERIALIZED (${foundQuery(wanted, columns)} LIMIT ${number(RANKED + 1)}),
    popular AS MATERIALIZED (
      SELECT ${columns}
      FROM (SELECT * FROM "Product" p WHERE ${onShelf(wanted)}
            ORDER BY p."popularity" DESC, p."id" DESC LIMIT ${number(POPULAR)}) p
      WHERE (SELECT count(*) > ${number(RANKED)} FROM found) AND ${matches(wanted)}
        ${openFor ? isOpened : Prisma.empty}
    ),
    hits AS MATERIALIZED (
      SELECT * FROM (
        SELECT * FROM popular
        UNION
        SELECT * FROM found ${isNarrow ? Prisma.empty : Prisma.sql`WHERE ${isFew}`}
      ) p
      ${prices ? Prisma.sql`WHERE ${costs(prices)}` : Prisma.empty}
    ),
    counted AS (SELECT count(*) AS "count" FROM ${prices ? Prisma.sql`hits` : Prisma.sql`found`}),
    page AS MATERIALIZED (
      SELECT "id", "score", "popularity",
             row_number() OVER (ORDER BY "score" DESC, "popularity" DESC, "id" DESC) AS "place"
      FROM hits ${after(wanted)}
      ORDER BY "score" DESC, "popularity" DESC, "id" DESC LIMIT ${number(limit)}
    )`
}

// In hundredths, so that among equals the more popular comes first, and so that a cursor is exact.
function scoreOf({ words, typed }: Wanted): Prisma.Sql {
  if (!words) return Prisma.sql`0`
  return Prisma.sql`(ts_rank('{0.05, 0.2, 0.6, 1}', p."searchVector", ${wordsQuery(words)}) * 100)::int
    + CASE WHEN lower(p."title") = lower(${typed}) THEN 1000 ELSE 0 END`
}

/** What may be opened is driven by the visitor's own entitlements: by product, and by group. */
function foundQuery(wanted: Wanted, columns: Prisma.Sql): Prisma.Sql {
  const rows = Prisma.sql`SELECT ${columns} FROM "Product" p WHERE ${onShelf(wanted)} AND ${matches(wanted)}`
  if (!wanted.openFor) return rows
  return Prisma.sql`
    SELECT * FROM (
      ${rows} AND p."id" = ANY(ARRAY(SELECT "productId" FROM opened))
      UNION ALL
      ${rows} AND ${inOpenedGroup} AND p."id" NOT IN (SELECT "productId" FROM opened)
    ) p`
}

// A product without an edition has nothing to open.
const inOpenedGroup = Prisma.sql`p."searchVector" @@ (SELECT "query" FROM opened_groups)
  AND EXISTS (SELECT FROM "Edition" e WHERE e."productId" = p."id" AND NOT e."isSample")`

const isOpened = Prisma.sql`
  AND (p."id" IN (SELECT "productId" FROM opened) OR (${inOpenedGroup}))`

/**
 * The same as on the catalogue: published, and not archived. IS TRUE keeps the time from its index: in a
 * plan for any time that looks like a third of the catalogue, and is nearly all of it.
 */
export function onShelf({ now }: { now: Date }): Prisma.Sql {
  return Prisma.sql`p."archivedAt" IS NULL AND (p."publishedAt" <= ${now}::timestamptz) IS TRUE`
}

function matches({ words, kind, group }: Wanted): Prisma.Sql {
  const parts = [
    ...(words ? [wordsQuery(words)] : []),
    ...(kind ? [lexeme(`kind/${kind}`)] : []),
    // Cut as search_vector cuts it.
    ...(group ? [lexeme(`group/${Array.from(group).slice(0, 200).join("")}`)] : []),
  ]
  if (parts.length === 0) return Prisma.sql`true`
  return Prisma.sql`p."searchVector" @@ (${Prisma.join(parts, " && ")})
    ${words ? begun(words) : Prisma.empty}`
}

/**
 * Asks for the word that has just been begun, of the rows that have the others. IS TRUE keeps it from
 * the index, which would first gather every row that has any word with that letter.
 */
export function begun({ initial }: SearchWords): Prisma.Sql {
  if (!initial) return Prisma.empty
  return Prisma.sql`AND (p."searchVector" @@ to_tsquery('kiosk', ${initial})) IS TRUE`
}

/**
 * The words as a tsquery. Neither text can raise an error (`readWords`). Written out wherever rows are
 * looked for, so that the planner knows the words: a common one is quicker found without the index, and
 * in a plan for any word it cost ten times as much.
 */
export function wordsQuery({ phrase, prefix }: SearchWords): Prisma.Sql {
  return Prisma.sql`(websearch_to_tsquery('kiosk', ${phrase}) && to_tsquery('kiosk', ${prefix}))`
}

// A plan for any parameters must still know how few rows are wanted.
function number(limit: number): Prisma.Sql {
  return Prisma.raw(String(Math.trunc(limit)))
}

function lexeme(text: string): Prisma.Sql {
  return Prisma.sql`${`'${text.replaceAll(/['\\]/g, "$&$&")}'`}::tsquery`
}

/** By the price that the visitor is shown: theirs, else the edition's first (`priceFor`). */
function costs({ currency, min, max }: PriceRange): Prisma.Sql {
  // No EXISTS: that may be turned into a join with all prices of the shop.
  return Prisma.sql`(
    SELECT bool_or((r."currency" = ${currency} OR r."amount" = 0) AND r."amount" BETWEEN ${min} AND ${max})
    FROM "Edition" e CROSS JOIN LATERAL (
      SELECT r."currency", r."amount" FROM "Price" r
      WHERE r."editionId" = e."id" AND r."archivedAt" IS NULL
      ORDER BY (r."currency" = ${currency}) DESC, r."position" LIMIT 1) r
    WHERE e."productId" = p."id" AND NOT e."isSample" AND e."archivedAt" IS NULL)`
}

function after({ after: place }: Wanted): Prisma.Sql {
  if (!place) return Prisma.empty
  return Prisma.sql`WHERE ("score", "popularity", "id")
    < (${place.score}::int, ${place.popularity}::int, ${place.id}::uuid)`
}

/** The products that live entitlements open for this visitor, and their groups as a tsquery. */
function openedTables({ customerId, checkoutIds }: Visitor, now: Date): Prisma.Sql {
  const live = Prisma.sql`e."revokedAt" IS NULL AND e."startsAt" <= ${now}::timestamptz
    AND (e."endsAt" IS NULL OR e."endsAt" > ${now}::timestamptz)`
  // A file whose downloads are used up can't be opened (`offerFor`), and a sample is no product's offer.
  const usable = Prisma.sql`${live} AND NOT ed."isSample"
    AND NOT (pu."downloadsLeft" = 0 AND EXISTS (
      SELECT FROM "Product" p WHERE p."id" = ed."productId" AND p."kind" = 'file'))`
  const ofPurchase = Prisma.sql`JOIN "Entitlement" e ON e."purchaseId" = pu."id"
    JOIN "Edition" ed ON ed."id" = pu."editionId"`
  const given = Prisma.sql`e."customerId" = ${customerId}::uuid AND e."purchaseId" IS NULL AND ${live}
    AND NOT ed."isSample"`
  return Prisma.sql`
    opened AS MATERIALIZED (
      SELECT ed."productId" FROM "Purchase" pu ${ofPurchase}
      WHERE pu."customerId" = ${customerId}::uuid AND ${usable}
      UNION
      SELECT ed."productId" FROM "Checkout" oc JOIN "CheckoutLine" l ON l."checkoutId" = oc."id"
      JOIN "Purchase" pu ON pu."lineId" = l."id" ${ofPurchase}
      WHERE oc."id" = ANY(${checkoutIds}::uuid[]) AND oc."reassignedAt" IS NULL AND ${usable}
      UNION
      SELECT ed."productId" FROM "Entitlement" e JOIN "Edition" ed ON ed."id" = e."editionId"
      WHERE ${given}
      UNION
      SELECT ed."productId" FROM "Entitlement" e JOIN "Edition" ed ON ed."productId" = e."productId"
      WHERE ${given}
    ),
    opened_groups AS MATERIALIZED (
      SELECT string_agg(DISTINCT '''group/'
          || regexp_replace(left(e."groupName", 200), '([''\\\\])', '\\1\\1', 'g') || '''',
        ' | ')::tsquery AS "query"
      FROM "Entitlement" e
      WHERE e."customerId" = ${customerId}::uuid AND e."groupName" IS NOT NULL AND ${live}
    ),`
}
