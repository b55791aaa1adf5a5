import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

/**
 * Fills the shop with `products` of one edition, release and file each, and lets a customer have every
 * one of the first `owned`, beside `others` who have 10 each. By grants: a library needs no orders.
 */
export async function fillLibrary(sizes: {
  products: number
  owned: number
  others: number
}): Promise<string> {
  const { products, owned, others } = sizes
  const customerId = newId()
  await db().$executeRaw`
    INSERT INTO "Customer" ("id", "email") SELECT gen_random_uuid(), 'other-' || n || '@example.com'
    FROM generate_series(1, ${others}::int) n`
  await db().customer.create({ data: { id: customerId, email: "collector@example.com" } })
  await db().$executeRaw`
    INSERT INTO "Product" ("id", "slug", "title", "kind", "publishedAt", "updatedAt")
    SELECT gen_random_uuid(), 'bulk-' || n, 'Bulk ' || n, 'file', now() - n * interval '1 minute', now()
    FROM generate_series(1, ${products}::int) n`
  await db().$executeRaw`
    INSERT INTO "Edition" ("id", "productId", "slug", "title", "format", "updatedAt")
    SELECT gen_random_uuid(), "id", "slug", 'PDF', 'PDF', now() FROM "Product"`
  await db().$executeRaw`
    INSERT INTO "Release" ("id", "productId", "version", "releasedAt")
    SELECT gen_random_uuid(), "id", '1.0', now() - interval '1 day' FROM "Product"`
  await db().$executeRaw`
    INSERT INTO "ReleaseFile" ("id", "releaseId", "editionId", "name", "contentType", "size", "sha256", "storageKey")
    SELECT gen_random_uuid(), r."id", e."id", 'book.pdf', 'application/pdf', 1, 'x', 'x'
    FROM "Edition" e JOIN "Release" r ON r."productId" = e."productId"`
  await db().$executeRaw`
    INSERT INTO "Entitlement" ("id", "customerId", "editionId", "source", "startsAt")
    SELECT gen_random_uuid(), ${customerId}::uuid, e."id", 'grant', now() - n * interval '1 minute'
    FROM generate_series(1, ${owned}::int) n JOIN "Edition" e ON e."slug" = 'bulk-' || n`
  await db().$executeRaw`
    INSERT INTO "Entitlement" ("id", "customerId", "editionId", "source", "startsAt")
    SELECT gen_random_uuid(), c."id", e."id", 'grant', now() - interval '1 hour'
    FROM (SELECT "id", row_number() OVER () AS n FROM "Customer" WHERE "email" LIKE 'other-%') c
    CROSS JOIN generate_series(1, 10) k
    JOIN "Edition" e ON e."slug" = 'bulk-' || (1 + (c.n * 10 + k) % ${products}::int)`
  await db().$executeRaw`
    INSERT INTO "Download" ("id", "entitlementId", "fileId", "expiresAt", "startedAt")
    SELECT gen_random_uuid(), e."id", f."id", now(), now()
    FROM "Entitlement" e JOIN "ReleaseFile" f ON f."editionId" = e."editionId"`
  await db().$executeRaw`ANALYZE`
  return customerId
}
