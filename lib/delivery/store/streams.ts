import { db } from "@/lib/db"
import { type AccessColumns, accessColumns, toAccess } from "@/lib/delivery/store/access"
import { type Deliverable, fileColumns, toFile } from "@/lib/delivery/store/grants"
import type { Access } from "@/lib/entitlements/access-rules"

/** A file of an edition's newest release. */
export type LatestFile = Deliverable & { editionId: string; version: string; releasedAt: Date }

/**
 * A file with the entitlement named, whoever's it is, if that is for the file's edition, product or
 * one of its groups, and the file's release is out. Whether it is live is for the caller to ask.
 */
export async function findEntitledFile(
  entitlementId: string,
  fileId: string,
  now: Date,
): Promise<{ file: Deliverable; access: Access | null } | null> {
  const [row] = await db().$queryRaw<(Deliverable & AccessColumns)[]>`
    SELECT ${fileColumns}, ${accessColumns}
    FROM "Entitlement" e
    JOIN "ReleaseFile" f ON f."id" = ${fileId}::uuid
    JOIN "Release" r ON r."id" = f."releaseId"
    JOIN "Edition" ed ON ed."id" = f."editionId"
    JOIN "Product" pr ON pr."id" = ed."productId"
    LEFT JOIN "Purchase" p ON p."id" = e."purchaseId"
    LEFT JOIN "CheckoutLine" l ON l."id" = p."lineId"
    LEFT JOIN "Checkout" c ON c."id" = l."checkoutId"
    WHERE e."id" = ${entitlementId}::uuid AND r."releasedAt" <= ${now} AND r."withdrawnAt" IS NULL
      AND e."revokedReason" IS DISTINCT FROM 'replaced'
      AND (e."editionId" = ed."id" OR e."productId" = pr."id" OR e."groupName" = ANY(pr."groups"))`
  return row ? { file: toFile(row), access: toAccess(row) } : null
}

/** The edition that a file belongs to, or null for a file that does not exist or is not out. */
export async function findEditionOf(fileId: string, now: Date): Promise<string | null> {
  const file = await db().releaseFile.findFirst({
    where: { id: fileId, release: { releasedAt: { lte: now }, withdrawnAt: null } },
    select: { editionId: true },
  })
  return file?.editionId ?? null
}

/** The files of each edition's newest release that is out, as their owner ordered them. */
export async function listLatestFiles(editionIds: string[], now: Date): Promise<LatestFile[]> {
  const rows = await db().$queryRaw<LatestFile[]>`
    SELECT ${fileColumns}, f."editionId"::text AS "editionId", r."version", r."releasedAt"
    FROM unnest(${editionIds}::uuid[]) AS wanted("editionId")
    CROSS JOIN LATERAL (
      SELECT r.* FROM "Release" r JOIN "ReleaseFile" f ON f."releaseId" = r."id"
      WHERE f."editionId" = wanted."editionId" AND r."releasedAt" <= ${now}
        AND r."withdrawnAt" IS NULL
      ORDER BY r."releasedAt" DESC, r."id" DESC LIMIT 1
    ) r
    JOIN "ReleaseFile" f ON f."releaseId" = r."id" AND f."editionId" = wanted."editionId"
    ORDER BY f."position", f."name"`
  return rows.map((row) => {
    const { editionId, version, releasedAt } = row
    return { ...toFile(row), editionId, version, releasedAt }
  })
}
