import { isSold } from "@/lib/catalog/store/shelf-states"
import { coverKeys } from "@/lib/covers"
import { db } from "@/lib/db"

/** Takes the demonstration's goods that were ever sold off the shelf; how many. Owners keep them. */
export async function saveSoldDemoArchived(at: Date): Promise<number> {
  return db().$executeRaw`
    UPDATE "Product" p SET "archivedAt" = ${at}, "updatedAt" = now() WHERE p."isDemo" AND ${isSold}`
}

/**
 * Deletes the demonstration's goods that were never sold, with all that hangs on them. Gives their number,
 * and the storage keys that nothing refers to any more.
 */
export async function removeUnsoldDemo(): Promise<{ removed: number; keys: string[] }> {
  const products = await db().$queryRaw<{ id: string; coverKey: string | null }[]>`
    SELECT p."id"::text AS "id", p."coverKey" FROM "Product" p
    WHERE p."isDemo" AND NOT ${isSold} FOR UPDATE`
  return { removed: products.length, keys: await removeProducts(products) }
}

/**
 * Deletes products with all that hangs on them, a statement for each table however many they are; gives
 * the storage keys that nothing refers to any more. For products that nobody has anything of.
 */
export async function removeProducts(
  products: { id: string; coverKey: string | null }[],
): Promise<string[]> {
  const ids = products.map(({ id }) => id)
  const files = await db().$queryRaw<{ storageKey: string }[]>`
    DELETE FROM "ReleaseFile" f USING "Edition" e
    WHERE e."id" = f."editionId" AND e."productId" = ANY(${ids}::uuid[]) RETURNING f."storageKey"`
  await db().$executeRaw`DELETE FROM "Release" WHERE "productId" = ANY(${ids}::uuid[])`
  await db().$executeRaw`
    DELETE FROM "Price" r USING "Edition" e
    WHERE e."id" = r."editionId" AND e."productId" = ANY(${ids}::uuid[])`
  await db().$executeRaw`DELETE FROM "Edition" WHERE "productId" = ANY(${ids}::uuid[])`
  await db().$executeRaw`DELETE FROM "FormerSlug" WHERE "productId" = ANY(${ids}::uuid[])`
  await db().$executeRaw`DELETE FROM "Product" WHERE "id" = ANY(${ids}::uuid[])`
  const keys = [
    ...files.map(({ storageKey }) => storageKey),
    ...products.flatMap(({ coverKey }) => coverKey ?? []),
  ]
  return (await listUnused([...new Set(keys)])).flatMap(coverKeys)
}

async function listUnused(keys: string[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ key: string }[]>`
    SELECT k AS "key" FROM unnest(${keys}::text[]) AS k
    WHERE NOT EXISTS (SELECT FROM "ReleaseFile" f WHERE f."storageKey" = k)
      AND NOT EXISTS (SELECT FROM "Product" p WHERE p."coverKey" = k)`
  return rows.map(({ key }) => key)
}
