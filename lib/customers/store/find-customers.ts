import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** A customer as the shop's owner sees them in a list. */
export type CustomerRow = {
  id: string
  email: string
  name: string | null
  createdAt: Date
  purchases: number
  hasSubscription: boolean
}

/**
 * Customers whose address begins with these letters, newest first, `limit` of them, those before the
 * customer `after`; erased ones are left out. In one statement: what they have is counted for the page's
 * rows alone. `next` is the customer to go on from, null at the end.
 * @param beginning normalised; empty: all
 */
export async function findCustomers(filter: {
  beginning: string
  after: string | null
  limit: number
}): Promise<{ customers: CustomerRow[]; next: string | null }> {
  const { beginning, after, limit } = filter
  // What LIKE reads as more than itself.
  const pattern = `${beginning.replace(/[\\%_]/g, "\\$&")}%`
  const conditions = [
    beginning ? Prisma.sql`c."email" LIKE ${pattern}` : Prisma.sql`c."email" IS NOT NULL`,
    // Ids grow with time (UUIDv7).
    ...(after ? [Prisma.sql`c."id" < ${after}::uuid`] : []),
  ]
  const rows = await db().$queryRaw<CustomerRow[]>`
    WITH page AS (
      SELECT c."id", c."email", c."name", c."createdAt" FROM "Customer" c
      WHERE ${Prisma.join(conditions, " AND ")} ORDER BY c."id" DESC LIMIT ${limit + 1})
    SELECT page."id"::text, page."email", page."name", page."createdAt",
      (SELECT count(*)::int FROM "Purchase" p WHERE p."customerId" = page."id") AS "purchases",
      EXISTS (SELECT 1 FROM "Subscription" s WHERE s."customerId" = page."id"
        AND s."isRecurring" AND s."status" NOT IN ('canceled', 'incomplete', 'incomplete_expired'))
        AS "hasSubscription"
    FROM page ORDER BY page."id" DESC`
  const customers = rows.slice(0, limit)
  return { customers, next: rows.length > limit ? (customers.at(-1)?.id ?? null) : null }
}
