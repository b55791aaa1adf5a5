import { about } from "@/lib/account/store/ledger"
import { isInvoiceOf, isOrderOf, type Person } from "@/lib/account/store/person"
import { db } from "@/lib/db"

/** What Stripe told of their payments and of them, as it came. */
export async function listEvents(person: Person) {
  return db().$queryRaw`
    WITH own AS (
      SELECT unnest(ARRAY[c."stripePaymentIntentId", c."stripeSessionId"]) AS key
      FROM "Checkout" c WHERE ${isOrderOf(person)}
      UNION
      SELECT y."stripePaymentIntentId" FROM "Invoice" i
      JOIN "InvoicePayment" y ON y."invoiceId" = i."id" WHERE ${isInvoiceOf(person)}
      UNION
      SELECT s."stripeCustomerId" FROM "Subscription" s
      WHERE s."customerId" = ${person.customerId}::uuid
      UNION
      SELECT "stripeCustomerId" FROM "Customer" WHERE "id" = ${person.customerId}::uuid
    ), named AS (
      SELECT key FROM own
      UNION
      SELECT e."payload" #>> '{data,object,customer}'
      FROM own JOIN "StripeEvent" e ON ${about} = own.key
    )
    SELECT e."id", e."type", e."createdAt", e."receivedAt", e."outcome"::text, e."payload"
    FROM named JOIN "StripeEvent" e ON ${about} = named.key
    ORDER BY e."createdAt", e."id"`
}

/**
 * Every file that they may open at `now`, of every release that is out: what it is, how to know it
 * again (size in bytes, SHA-256), and by which entitlement.
 */
export async function listLibraryFiles({ customerId }: Person, now: Date) {
  return db().$queryRaw`
    SELECT f."id"::text AS "fileId", f."name", r."version", r."releasedAt", f."size", f."sha256",
           f."contentType", pr."slug" AS "productSlug", pr."title" AS "productTitle",
           ed."slug" AS "editionSlug", ed."title" AS "editionTitle",
           array_agg(e."id"::text ORDER BY e."id") AS "entitlementIds"
    FROM "Entitlement" e
    JOIN "Edition" ed ON ed."id" = e."editionId" OR ed."productId" = e."productId"
      OR (e."groupName" IS NOT NULL AND ed."productId" IN (
        SELECT g."id" FROM "Product" g WHERE e."groupName" = ANY(g."groups")))
    JOIN "Product" pr ON pr."id" = ed."productId"
    JOIN "ReleaseFile" f ON f."editionId" = ed."id"
    JOIN "Release" r ON r."id" = f."releaseId"
    WHERE e."customerId" = ${customerId}::uuid AND e."revokedAt" IS NULL
      AND e."startsAt" <= ${now} AND (e."endsAt" IS NULL OR e."endsAt" > ${now})
      AND r."releasedAt" <= ${now} AND r."withdrawnAt" IS NULL
    GROUP BY f."id", r."id", pr."id", ed."id"
    ORDER BY pr."title", pr."id", ed."position", r."releasedAt" DESC, f."position", f."name"`
}

/** The copies of files that bear their address. */
export async function listCopies({ customerId }: Person) {
  return db().stampedCopy.findMany({
    where: { customerId },
    omit: { customerId: true, storageKey: true },
    orderBy: { createdAt: "asc" },
  })
}
