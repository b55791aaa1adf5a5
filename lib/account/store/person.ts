import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** A customer and every normalised address by which the shop knows them, and nobody else. */
export type Person = { customerId: string; addresses: string[] }

/**
 * The person behind a customer, their row locked when asked; null: none, or erased. Their addresses
 * are today's and those of their own orders (the account's address may have changed since), but none
 * that has become another customer's.
 */
export async function findPerson(
  customerId: string,
  lock: "lock" | "read" = "read",
): Promise<Person | null> {
  const [row] = await db().$queryRaw<{ email: string }[]>`
    SELECT "email" FROM "Customer" WHERE "id" = ${customerId}::uuid AND "email" IS NOT NULL
    ${lock === "lock" ? Prisma.sql`FOR UPDATE` : Prisma.empty}`
  if (!row) return null
  const former = await db().$queryRaw<{ address: string }[]>`
    SELECT DISTINCT lower(btrim(o."email")) AS address FROM "Checkout" o
    WHERE o."customerId" = ${customerId}::uuid AND o."email" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "Customer" other
        WHERE other."email" = lower(btrim(o."email")) AND other."id" <> ${customerId}::uuid)`
  const addresses = new Set([row.email, ...former.map(({ address }) => address)])
  return { customerId, addresses: [...addresses] }
}

/** Whether an order, "Checkout" c, is this person's: theirs, or begun with their address. */
export function isOrderOf({ customerId, addresses }: Person): Prisma.Sql {
  return Prisma.sql`(c."customerId" = ${customerId}::uuid
    OR (c."customerId" IS NULL AND lower(btrim(c."email")) = ANY(${addresses})))`
}

/** The ids of this person's orders. */
export async function listOrderIds(person: Person): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT c."id"::text FROM "Checkout" c WHERE ${isOrderOf(person)}`
  return rows.map((row) => row.id)
}

/** Whether a mail, "Mail" m, is to this person. The owner's alerts are not, whoever the owner is. */
export function isMailTo({ addresses }: Person): Prisma.Sql {
  return Prisma.sql`(lower(btrim(m."recipient")) = ANY(${addresses}) AND m."kind" <> 'alert')`
}
