import type { ProductKind } from "@/lib/catalog/rules"
import { db } from "@/lib/db"
import type { SearchWords } from "@/lib/search/rules"
import { begun, wordsQuery } from "@/lib/search/store/matches"
import { Prisma } from "@/prisma/client/client"

export const shelfStates = ["on-shelf", "to-come", "draft", "archived"] as const
export type ShelfState = (typeof shelfStates)[number]

export const shelfOrders = ["newest", "title", "sold"] as const
export type ShelfOrder = (typeof shelfOrders)[number]

/** A product as its owner sees it in a list. Prices: the first of each edition that is for sale. */
export type ShelfRow = {
  id: string
  slug: string
  title: string
  kind: ProductKind
  coverKey: string | null
  publishedAt: Date | null
  archivedAt: Date | null
  /** As of the last count. */
  sold: number
  isDemo: boolean
  prices: { amount: number; currency: string }[]
}

type Filter = {
  words: SearchWords | null
  kind: ProductKind | null
  state: ShelfState | null
  order: ShelfOrder
  /** The product that the page before ended with. */
  after: string | null
  now: Date
  limit: number
}

/**
 * The owner's products, drafts and archived ones too, `limit` of them, in one statement; `next` is the
 * product to go on from, null at the end. Without words each order is that of an index, and so are drafts
 * and archived ones by their age.
 */
export async function listOwnShelf(
  filter: Filter,
): Promise<{ products: ShelfRow[]; next: string | null }> {
  const rows = await db().$queryRaw<ShelfRow[]>(ownShelfQuery(filter))
  const products = rows.slice(0, filter.limit)
  return { products, next: rows.length > filter.limit ? (products.at(-1)?.id ?? null) : null }
}

/** The statement behind `listOwnShelf`; exported so that a test can ask for its plan. */
export function ownShelfQuery({
  words,
  kind,
  state,
  order,
  after,
  now,
  limit,
}: Filter): Prisma.Sql {
  const conditions = [
    ...(words ? [Prisma.sql`p."searchVector" @@ ${wordsQuery(words)} ${begun(words)}`] : []),
    ...(kind ? [Prisma.sql`p."kind" = ${kind}::"ProductKind"`] : []),
    ...(state ? [stateOf(state, now)] : []),
    ...(after ? [further(order, after)] : []),
  ]
  const where =
    conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty
  return Prisma.sql`
    WITH page AS (
      SELECT p.* FROM "Product" p ${where} ORDER BY ${orders[order]} LIMIT ${limit + 1})
    SELECT p."id"::text AS "id", p."slug", p."title", p."kind"::text AS "kind", p."coverKey",
      p."publishedAt", p."archivedAt", p."popularity" AS "sold", p."isDemo",
      coalesce((SELECT json_agg(json_build_object('amount', r."amount", 'currency', r."currency")
          ORDER BY e."position", e."id")
        FROM "Edition" e JOIN LATERAL (
          SELECT * FROM "Price" r WHERE r."editionId" = e."id" AND r."archivedAt" IS NULL
          ORDER BY r."position" LIMIT 1) r ON true
        WHERE e."productId" = p."id" AND e."archivedAt" IS NULL AND NOT e."isSample"), '[]') AS "prices"
    FROM page p ORDER BY ${orders[order]}`
}

const orders: Record<ShelfOrder, Prisma.Sql> = {
  // Ids are made in the order of time.
  newest: Prisma.sql`p."id" DESC`,
  title: Prisma.sql`p."title", p."id"`,
  sold: Prisma.sql`p."popularity" DESC, p."id" DESC`,
}

function further(order: ShelfOrder, after: string): Prisma.Sql {
  const of = (column: Prisma.Sql) =>
    Prisma.sql`(SELECT ${column} FROM "Product" a WHERE a."id" = ${after}::uuid)`
  switch (order) {
    case "newest":
      return Prisma.sql`p."id" < ${after}::uuid`
    case "title":
      return Prisma.sql`(p."title", p."id") > (${of(Prisma.sql`a."title"`)}, ${after}::uuid)`
    case "sold":
      return Prisma.sql`(p."popularity", p."id") < (${of(Prisma.sql`a."popularity"`)}, ${after}::uuid)`
  }
}

function stateOf(state: ShelfState, now: Date): Prisma.Sql {
  const kept = Prisma.sql`p."archivedAt" IS NULL`
  switch (state) {
    case "on-shelf":
      return Prisma.sql`${kept} AND p."publishedAt" <= ${now}`
    case "to-come":
      return Prisma.sql`${kept} AND p."publishedAt" > ${now}`
    case "draft":
      return Prisma.sql`${kept} AND p."publishedAt" IS NULL`
    case "archived":
      return Prisma.sql`p."archivedAt" IS NOT NULL`
  }
}
