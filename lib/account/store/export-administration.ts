import type { Person } from "@/lib/account/store/person"
import { db } from "@/lib/db"

/** What they may do under /admin, where they were given a role. */
export async function listRole({ addresses }: Person) {
  return db().administrator.findMany({ where: { email: { in: addresses } } })
}

/** Since when they sign in with a second factor, and how many recovery codes they have; nothing that opens. */
export async function listSecondFactorOf({ customerId }: Person) {
  return db().$queryRaw<{ createdAt: Date }[]>`
    SELECT f."createdAt", f."confirmedAt", cardinality(f."recoveryHashes") AS "recoveryCodesLeft"
    FROM "SecondFactor" f JOIN "Customer" c ON c."email" = f."email" WHERE c."id" = ${customerId}::uuid`
}

/**
 * What administrators changed that is about them, and what they changed themselves. Who changed something
 * of theirs is another person's matter, and left out.
 */
export async function listChangesOf({ customerId, addresses }: Person) {
  return db().$queryRaw<{ id: string }[]>`
    SELECT a."id"::text, a."at", a."action", a."before", a."after", a."reason"
    FROM "AuditEntry" a
    WHERE a."actor" = ANY(${addresses})
      OR (a."subjectKind" = 'customer' AND a."subjectId" = ${customerId})
      OR (a."subjectKind" = 'administrator' AND a."subjectId" = ANY(${addresses}))
      OR (a."subjectKind" = 'order' AND a."subjectId" IN (
        SELECT c."id"::text FROM "Checkout" c WHERE c."customerId" = ${customerId}::uuid))
    ORDER BY a."at", a."id"`
}

/** The files that they sent to the shop as an administrator. */
export async function listUploadsOf({ addresses }: Person) {
  return db().upload.findMany({
    where: { createdBy: { in: addresses } },
    orderBy: { id: "asc" },
    omit: { storageKey: true, createdBy: true },
  })
}
