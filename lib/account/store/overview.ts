import { db } from "@/lib/db"

/** What the account's first page tells in numbers. */
export type Overview = { since: Date; products: number; payments: number }

/** Since when somebody is a customer, how many products they may open, how often they paid. */
export async function getOverview(customerId: string, now: Date): Promise<Overview> {
  const [row] = await db().$queryRaw<Overview[]>`
    WITH live AS (
      SELECT e."editionId", e."productId", e."groupName" FROM "Entitlement" e
      WHERE e."customerId" = ${customerId}::uuid AND e."revokedAt" IS NULL AND e."startsAt" <= ${now}
        AND (e."endsAt" IS NULL OR e."endsAt" > ${now}))
    SELECT c."createdAt" AS since,
      (SELECT count(*) FROM (
         SELECT coalesce(e."productId", ed."productId")
         FROM live e LEFT JOIN "Edition" ed ON ed."id" = e."editionId" WHERE e."groupName" IS NULL
         UNION
         SELECT p."id" FROM "Product" p
         WHERE p."groups" && ARRAY(SELECT "groupName" FROM live WHERE "groupName" IS NOT NULL)
           AND p."publishedAt" <= ${now} AND p."archivedAt" IS NULL) opened)::int AS products,
      ((SELECT count(*) FROM "Checkout" o
        WHERE o."customerId" = c."id" AND o."status" = 'paid')
       + (SELECT count(*) FROM "Subscription" s
          JOIN "Invoice" i ON i."stripeSubscriptionId" = s."stripeSubscriptionId"
          WHERE s."customerId" = c."id" AND i."status" = 'paid' AND i."amountTotal" > 0))::int
        AS payments
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
