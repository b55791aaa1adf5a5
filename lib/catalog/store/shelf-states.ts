import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** What of a product decides where it may stand. */
export type ShelfState = {
  id: string
  slug: string
  publishedAt: Date | null
  archivedAt: Date | null
  isSold: boolean
  /** An edition that would be for sale has nothing to deliver. */
  lacksFiles: boolean
}

// What anybody ever began to buy, or was given: its rows are needed for ever.
export const isSold = Prisma.sql`(
  EXISTS (SELECT FROM "CheckoutLine" l JOIN "Edition" e ON e."id" = l."editionId"
          WHERE e."productId" = p."id")
  OR EXISTS (SELECT FROM "Entitlement" g JOIN "Edition" e ON e."id" = g."editionId"
             WHERE e."productId" = p."id")
  OR EXISTS (SELECT FROM "Entitlement" g WHERE g."productId" = p."id"))`

/** These products, by slug, held until the transaction ends; always in the same order. */
export async function listShelfStates(slugs: string[]): Promise<ShelfState[]> {
  return db().$queryRaw<ShelfState[]>`
    SELECT p."id"::text AS "id", p."slug", p."publishedAt", p."archivedAt", ${isSold} AS "isSold",
      NOT EXISTS (SELECT FROM "Edition" e WHERE e."productId" = p."id" AND e."archivedAt" IS NULL)
      OR EXISTS (SELECT FROM "Edition" e WHERE e."productId" = p."id" AND e."archivedAt" IS NULL
        AND NOT EXISTS (SELECT FROM "ReleaseFile" f WHERE f."editionId" = e."id")) AS "lacksFiles"
    FROM "Product" p WHERE p."slug" = ANY(${slugs}) ORDER BY p."id" FOR UPDATE OF p`
}

/** Writes when a product is on the shelf, and since when it is archived. */
export async function saveShelf(
  id: string,
  shelf: { publishedAt?: Date | null; archivedAt?: Date | null },
): Promise<void> {
  await db().product.update({ where: { id }, data: shelf })
}
