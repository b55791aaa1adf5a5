import { db } from "@/lib/db"

/** What the account's first page tells in numbers. */
export type Overview = { since: Date; products: number; payments: number }

/** Since when somebody is a customer, how many products they may open, how often they paid. */
export async function getOverview(customerId: string, now: Date): Promise<Overview> {
  const [row] = await db().$queryRaw<Overview[]>`
    SELECT c."createdAt" AS since,
      (SELECT count(DISTINCT coalesce(e."productId", ed."productId"))
       FROM "Entitlement" e LEFT JOIN "Edition" ed ON ed."id" = e."editionId"
       WHERE e."customerId" = c."id" AND e."revokedAt" IS NULL AND e."startsAt" <= ${now}
         AND (e."endsAt" IS NULL OR e."endsAt" > ${now}))::int AS products,
      (SELECT count(*) FROM "Checkout" o
       WHERE o."customerId" = c."id" AND o."status" = 'paid')::int AS payments
    FROM "Customer" c WHERE c."id" = ${customerId}::uuid`
  if (!row) throw new Error("There is no such customer.")
  return row
}

/** When the person behind a session signed in, or null when it is over. */
export async function findSignedInAt(sessionId: string): Promise<Date | null> {
  const row = await db().session.findUnique({
    where: { id: sessionId },
    select: { createdAt: true },
  })
  return row?.createdAt ?? null
}
