import { db } from "@/lib/db"

/**
 * Puts a product out of a customer's sight, from `now` on, if they have anything to do with it;
 * again, and the time moves on. Whether there is such a product.
 */
export async function saveArchived(customerId: string, slug: string, now: Date): Promise<boolean> {
  const written = await db().$queryRaw<unknown[]>`
    INSERT INTO "ArchivedProduct" ("customerId", "productId", "archivedAt")
    SELECT ${customerId}::uuid, p."id", ${now}
    FROM "Product" p
    WHERE p."slug" = ${slug} AND EXISTS (
      SELECT 1 FROM "Entitlement" e
      LEFT JOIN "Edition" ed ON ed."id" = e."editionId"
      WHERE e."customerId" = ${customerId}::uuid
        AND (ed."productId" = p."id" OR e."productId" = p."id"))
    ON CONFLICT ("customerId", "productId") DO UPDATE SET "archivedAt" = EXCLUDED."archivedAt"
    RETURNING 1`
  return written.length === 1
}

/** Brings a product back into a customer's sight. Whether it was out of it. */
export async function saveUnarchived(customerId: string, slug: string): Promise<boolean> {
  const { count } = await db().archivedProduct.deleteMany({
    where: { customerId, product: { slug } },
  })
  return count === 1
}
