import { db } from "@/lib/db"

/**
 * Counts anew how often each product was bought, free copies included, and writes what has changed: a
 * product whose count stays is not touched, nor any of its indexes. Returns how many were written.
 * One statement; it reads every purchase, so it belongs in a job.
 */
export async function recordPopularity(): Promise<number> {
  return db().$executeRaw`
    UPDATE "Product" p SET "popularity" = counted."bought"
    FROM (
      SELECT p."id", count(sold."productId")::int AS "bought"
      FROM "Product" p
      LEFT JOIN (SELECT ed."productId" FROM "Purchase" pu JOIN "Edition" ed ON ed."id" = pu."editionId"
                 WHERE NOT ed."isSample") sold ON sold."productId" = p."id"
      GROUP BY p."id"
    ) counted
    WHERE counted."id" = p."id" AND p."popularity" <> counted."bought"`
}
