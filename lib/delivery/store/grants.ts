import { db } from "@/lib/db"
import { type AccessColumns, accessColumns, toAccess } from "@/lib/delivery/store/access"
import type { Access } from "@/lib/entitlements/rules"
import { Prisma } from "@/prisma/client/client"

/** A stored file as it is handed out. Size in bytes; SHA-256 in lower-case hexadecimal. */
export type Deliverable = {
  fileId: string
  name: string
  contentType: string
  size: bigint
  sha256: string
  storageKey: string
  createdAt: Date
}

/** A purchase whose edition a file belongs to. */
export type Source = { purchaseId: string; downloadLimit: number; access: Access | null }

/** Selects a `Deliverable`, of "ReleaseFile" f. */
export const fileColumns = Prisma.sql`
  f."id"::text AS "fileId", f."name", f."contentType", f."size", f."sha256", f."storageKey",
  f."createdAt"`

/** The purchases of a paid order by which this file may be fetched: none when it is not among them. */
export async function listSources(
  checkoutId: string,
  fileId: string,
  now: Date,
): Promise<Source[]> {
  const rows = await db().$queryRaw<
    ({ purchaseId: string; downloadLimit: number } & AccessColumns)[]
  >`
    SELECT p."id"::text AS "purchaseId", ed."downloadLimit", ${accessColumns}
    FROM "Checkout" c
    JOIN "CheckoutLine" l ON l."checkoutId" = c."id"
    JOIN "Purchase" p ON p."lineId" = l."id"
    JOIN "Edition" ed ON ed."id" = p."editionId"
    JOIN "ReleaseFile" f ON f."editionId" = p."editionId"
    JOIN "Release" r ON r."id" = f."releaseId"
    LEFT JOIN "Entitlement" e ON e."purchaseId" = p."id"
    WHERE c."id" = ${checkoutId}::uuid AND c."status" = 'paid'
      AND f."id" = ${fileId}::uuid AND r."releasedAt" <= ${now}
    ORDER BY l."position", l."id"`
  return rows.map((row) => ({
    purchaseId: row.purchaseId,
    downloadLimit: row.downloadLimit,
    access: toAccess(row),
  }))
}

/**
 * Takes one of the purchase's downloads and writes the grant, both or neither. False when none is
 * left or the entitlement is not live: one statement, so that no two clicks can take the last one
 * (PostgreSQL reads a row again after it has waited for its lock).
 */
export async function recordDownload(
  grant: {
    id: string
    purchaseId: string
    fileId: string
    network: string | null
    userAgent: string | null
    expiresAt: Date
  },
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

type GrantRow = Deliverable & { expiresAt: Date; startedAt: Date | null } & AccessColumns

/** A click's grant with its file, if it was given through the order's present link. */
export async function findGrant(
  downloadId: string,
  linkVersion: number,
): Promise<{
  file: Deliverable
  expiresAt: Date
  startedAt: Date | null
  access: Access | null
} | null> {
  const [row] = await db().$queryRaw<GrantRow[]>`
    SELECT d."expiresAt", d."startedAt", ${fileColumns}, ${accessColumns}
    FROM "Download" d
    JOIN "Purchase" p ON p."id" = d."purchaseId"
    JOIN "ReleaseFile" f ON f."id" = d."fileId" AND f."editionId" = p."editionId"
    JOIN "CheckoutLine" l ON l."id" = p."lineId"
    JOIN "Checkout" c ON c."id" = l."checkoutId"
    LEFT JOIN "Entitlement" e ON e."purchaseId" = p."id"
    WHERE d."id" = ${downloadId}::uuid AND c."linkVersion" = ${linkVersion}`
  if (!row) return null
  const { expiresAt, startedAt } = row
  return { file: toFile(row), expiresAt, startedAt, access: toAccess(row) }
}

/** Notes that a grant's first byte was asked for. */
export async function saveStarted(downloadId: string, now: Date): Promise<void> {
  await db().download.updateMany({
    where: { id: downloadId, startedAt: null },
    data: { startedAt: now },
  })
}

/** The file in a row of `fileColumns`, without what else the row holds. */
export function toFile(row: Deliverable): Deliverable {
  const { fileId, name, contentType, size, sha256, storageKey, createdAt } = row
  return { fileId, name, contentType, size, sha256, storageKey, createdAt }
}
