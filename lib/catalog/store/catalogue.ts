import type { PriceOption, ProductKind, Sellable } from "@/lib/catalog/rules"
import { type PlansColumn, plansColumn } from "@/lib/catalog/store/plan-column"
import { db, pool } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** How many products a page of the catalogue shows. */
export const PAGE_SIZE = 24

/** An edition as far as a list of products has to know it. */
export type ListedEdition = Sellable & {
  id: string
  slug: string
  title: string
  format: string
  isSample: boolean
  /** Seconds that a purchase opens it (a rental); null: for ever. */
  accessSeconds: number | null
}

/** A product on a card. Editions in their order; archived ones too, for their owners. */
export type ListedProduct = {
  id: string
  slug: string
  title: string
  summary: string
  kind: ProductKind
  people: string[]
  coverKey: string | null
  coverAlt: string
  publishedAt: Date
  editions: ListedEdition[]
}

export type CataloguePage = {
  products: ListedProduct[]
  /** The cursor of the page after this one; null: this is the last. */
  next: string | null
}

type EditionJson = {
  id: string
  slug: string
  title: string
  format: string
  isSample: boolean
  accessSeconds: number | null
  isArchived: boolean
  prices: PriceOption[] | null
}

/** A product as `listedColumns` brings it. */
export type ListedRow = Omit<ListedProduct, "editions"> & {
  editions: EditionJson[] | null
} & PlansColumn

type Row = ListedRow & { place: string }

/**
 * A page of what is published and not archived, newest first, in one statement: editions and live
 * prices come as JSON with their product, so that nothing is asked for each row. Both orders are
 * the order of an index ((publishedAt, id) and (kind, publishedAt, id)), from which a page reads its
 * own rows and no others, however far in it is; editions and prices go through theirs.
 * @param options.after the cursor of the page before; a malformed one is the first page
 */
export async function listCatalogue(options: {
  now: Date
  kind?: ProductKind | undefined
  after?: string | undefined
  limit?: number
}): Promise<CataloguePage> {
  const limit = options.limit ?? PAGE_SIZE
  const after = readCursor(options.after)
  const { text, values } = catalogueQuery(options.now, options.kind, after, limit + 1)
  // On the pool and by name: planning it anew for each page costs as much as running it (bench P3).
  const name = `catalogue${options.kind ? "-kind" : ""}${after ? "-after" : ""}`
  const { rows } = await pool().query<Row>({ name, text, values })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    products: shown.map(toListedProduct),
    next: rows.length > limit && last ? writeCursor(last.place, last.id) : null,
  }
}

type Place = { publishedAt: string; id: string }

/** The statement behind `listCatalogue`; exported so that a test can ask for its plan. */
export function catalogueQuery(
  now: Date,
  kind: ProductKind | undefined,
  after: Place | null,
  limit: number,
): Prisma.Sql {
  const ofKind = kind ? Prisma.sql`AND p."kind" = ${kind}::"ProductKind"` : Prisma.empty
  const below = after
    ? Prisma.sql`AND (p."publishedAt", p."id") < (${after.publishedAt}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty
  return Prisma.sql`
    SELECT ${listedColumns}, ${place} AS "place"
    FROM "Product" p
    WHERE p."archivedAt" IS NULL AND p."publishedAt" <= ${now} ${ofKind} ${below}
    ORDER BY p."publishedAt" DESC, p."id" DESC
    LIMIT ${limit}`
}

/** What a card shows of a product `p`, its editions, live prices and plans as JSON: for any list's statement. */
export const listedColumns = Prisma.raw(`
    p."id"::text AS "id", p."slug", p."title", p."summary", p."kind"::text AS "kind",
    p."people", p."coverKey", p."coverAlt", p."publishedAt",
    (SELECT json_agg(json_build_object(
       'id', e."id", 'slug', e."slug", 'title', e."title", 'format', e."format",
       'isSample', e."isSample", 'accessSeconds', e."accessSeconds",
       'isArchived', e."archivedAt" IS NOT NULL,
       'prices', (SELECT json_agg(json_build_object('id', r."id", 'currency', r."currency",
                    'amount', r."amount", 'position', r."position") ORDER BY r."position")
                  FROM "Price" r WHERE r."editionId" = e."id" AND r."archivedAt" IS NULL)
     ) ORDER BY e."position", e."id") FROM "Edition" e WHERE e."productId" = p."id") AS "editions",
    ${plansColumn}`)

// A Date holds milliseconds, the column microseconds: a cursor cut short would skip or repeat rows.
const place = Prisma.raw(
  `to_char(p."publishedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
)

function writeCursor(publishedAt: string, id: string): string {
  return Buffer.from(`${publishedAt} ${id}`).toString("base64url")
}

function readCursor(cursor: string | undefined): Place | null {
  const text = Buffer.from(cursor ?? "", "base64url").toString()
  const match =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
  const [, publishedAt, id] = match.exec(text) ?? []
  return publishedAt && id && !Number.isNaN(Date.parse(publishedAt)) ? { publishedAt, id } : null
}

/** A row of `listedColumns` as what it stands for. */
export function toListedProduct({ editions, plans, ...row }: ListedRow): ListedProduct {
  const { id, slug, title, summary, kind, people, coverKey, coverAlt, publishedAt } = row
  const product = { id, slug, title, summary, kind, people, coverKey, coverAlt, publishedAt }
  return {
    ...product,
    editions: (editions ?? []).map(({ isArchived, prices, ...edition }) => ({
      ...edition,
      prices: prices ?? [],
      plans: plans ?? [],
      kind: product.kind,
      // Only whether matters here, not since when.
      editionArchivedAt: isArchived ? product.publishedAt : null,
      productArchivedAt: null,
      publishedAt: product.publishedAt,
    })),
  }
}

let currencies: { list: string[]; main: string; until: number } | undefined
const CURRENCIES_LIFE = 10_000

/**
 * The currencies that something on the shelf has a price in, in alphabetical order. Ten seconds old
 * at most: it stands in every page's footer, reads all prices, and decides only whether a chooser is
 * shown; what is charged never comes from here.
 */
export async function listCurrencies(): Promise<string[]> {
  return (await readCurrencies()).list
}

/** The currency that most editions have their first price in: what a price is compared in by default. */
export async function findMainCurrency(): Promise<string> {
  return (await readCurrencies()).main
}

async function readCurrencies(): Promise<NonNullable<typeof currencies>> {
  if (currencies && currencies.until > Date.now()) return currencies
  const rows = await db().$queryRaw<{ currency: string; firsts: number }[]>`
    SELECT r."currency", (count(*) FILTER (WHERE r."position" = 0))::int AS "firsts" FROM "Price" r
    JOIN "Edition" e ON e."id" = r."editionId" AND e."archivedAt" IS NULL
    JOIN "Product" p ON p."id" = e."productId" AND p."archivedAt" IS NULL
      AND p."publishedAt" <= now()
    WHERE r."archivedAt" IS NULL AND r."amount" > 0
    GROUP BY r."currency" ORDER BY r."currency"`
  const [main] = rows.toSorted((a, b) => b.firsts - a.firsts)
  const list = rows.map((row) => row.currency)
  currencies = { list, main: main?.currency ?? "usd", until: Date.now() + CURRENCIES_LIFE }
  return currencies
}

/** Whether the shop has no product at all, drafts and archived ones included. */
export async function isCatalogueEmpty(): Promise<boolean> {
  return (await db().product.findFirst({ select: { id: true } })) === null
}

/** The newest products for the sitemap: with the rest of the pages, what the protocol allows in one file. */
export async function listForSitemap(now: Date): Promise<{ slug: string; updatedAt: Date }[]> {
  return db().product.findMany({
    where: { archivedAt: null, publishedAt: { lte: now } },
    orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
    take: 49_000,
    select: { slug: true, updatedAt: true },
  })
}
