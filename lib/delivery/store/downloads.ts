import { db } from "@/lib/db"
import { type AccessColumns, accessColumns, opensFile, toAccess } from "@/lib/delivery/store/access"
import type { Access } from "@/lib/entitlements/access-rules"

/** Why a file may be fetched, or could be: a purchase, or (no purchase id) what is not counted. */
export type Source = {
  purchaseId: string | null
  downloadLimit: number
  /** Opens for the signed-in buyer alone, and this is not asked by them. */
  needsSignIn: boolean
  access: Access | null
}

type SourceRow = Omit<Source, "access"> & AccessColumns

/** The purchases of a paid order by which this file may be fetched: none when it is not among them. */
export async function listOrderSources(
  checkoutId: string,
  fileId: string,
  now: Date,
): Promise<Source[]> {
  const rows = await db().$queryRaw<SourceRow[]>`
    SELECT p."id"::text AS "purchaseId", ed."downloadLimit",
           pr."requiresSignIn" AS "needsSignIn", ${accessColumns}
    FROM "Checkout" c
    JOIN "CheckoutLine" l ON l."checkoutId" = c."id"
    JOIN "Purchase" p ON p."lineId" = l."id"
    JOIN "Edition" ed ON ed."id" = p."editionId"
    JOIN "Product" pr ON pr."id" = ed."productId"
    JOIN "ReleaseFile" f ON f."editionId" = p."editionId"
    JOIN "Release" r ON r."id" = f."releaseId"
    LEFT JOIN "Entitlement" e ON e."purchaseId" = p."id"
    WHERE c."id" = ${checkoutId}::uuid AND c."status" = 'paid'
      AND f."id" = ${fileId}::uuid AND r."releasedAt" <= ${now}
      AND r."withdrawnAt" IS NULL
    ORDER BY l."position", l."id"`
  return rows.map(toSource)
}

/** All that opens, or opened, this file for a customer: purchases, and grants of it or around it. */
export async function listCustomerSources(
  customerId: string,
  fileId: string,
  now: Date,
): Promise<Source[]> {
  const rows = await db().$queryRaw<SourceRow[]>`
    SELECT p."id"::text AS "purchaseId", ed."downloadLimit", false AS "needsSignIn", ${accessColumns}
    FROM "ReleaseFile" f
    JOIN "Release" r ON r."id" = f."releaseId"
    JOIN "Edition" ed ON ed."id" = f."editionId"
    JOIN "Entitlement" e ON e."customerId" = ${customerId}::uuid AND ${opensFile}
    LEFT JOIN "Purchase" p ON p."id" = e."purchaseId"
    LEFT JOIN "CheckoutLine" l ON l."id" = p."lineId"
    LEFT JOIN "Checkout" c ON c."id" = l."checkoutId"
    WHERE f."id" = ${fileId}::uuid AND r."releasedAt" <= ${now} AND r."withdrawnAt" IS NULL
    ORDER BY e."startsAt", e."id"`
  return rows.map(toSource)
}

function toSource(row: SourceRow): Source {
  const { purchaseId, downloadLimit, needsSignIn } = row
  return { purchaseId, downloadLimit, needsSignIn, access: toAccess(row) }
}

/** A grant before it is written. */
export type NewDownload = {
  id: string
  fileId: string
  network: string | null
  userAgent: string | null
  expiresAt: Date
}

/**
 * Takes one of the purchase's downloads and writes the grant, both or neither. False when none is
 * left or the entitlement is not live: one statement, so that no two clicks can take the last one
 * (PostgreSQL reads a row again after it has waited for its lock).
 */
export async function recordDownload(
  grant: NewDownload & { purchaseId: string },
  now: Date,
): Promise<boolean> {
  const written = await db().$queryRaw<unknown[]>`
    WITH taken AS (
      UPDATE "Purchase" p SET "downloadsLeft" = p."downloadsLeft" - 1
      FROM "Entitlement" e
      WHERE p."id" = ${grant.purchaseId}::uuid AND p."downloadsLeft" > 0
        AND e."purchaseId" = p."id" AND e."revokedAt" IS NULL
        AND e."startsAt" <= ${now} AND (e."endsAt" IS NULL OR e."endsAt" > ${now})
      RETURNING p."id", e."id" AS "entitlementId"
    )
    INSERT INTO "Download" ("id", "entitlementId", "purchaseId", "fileId", "network", "userAgent",
                            "createdAt", "expiresAt")
    SELECT ${grant.id}::uuid, "entitlementId", "id", ${grant.fileId}::uuid, ${grant.network}, ${grant.userAgent},
           ${now}, ${grant.expiresAt}
    FROM taken
    RETURNING 1`
  return written.length === 1
}

/** Writes a grant that no purchase is counted for. False when the entitlement is no longer live. */
export async function recordUncountedDownload(
  grant: NewDownload & { entitlementId: string },
  now: Date,
): Promise<boolean> {
  const written = await db().$queryRaw<unknown[]>`
    INSERT INTO "Download" ("id", "entitlementId", "fileId", "network", "userAgent", "createdAt",
                            "expiresAt")
    SELECT ${grant.id}::uuid, e."id", ${grant.fileId}::uuid, ${grant.network}, ${grant.userAgent},
           ${now}, ${grant.expiresAt}
    FROM "Entitlement" e
    WHERE e."id" = ${grant.entitlementId}::uuid AND e."purchaseId" IS NULL AND e."revokedAt" IS NULL
      AND e."startsAt" <= ${now} AND (e."endsAt" IS NULL OR e."endsAt" > ${now})
    RETURNING 1`
  return written.length === 1
}
