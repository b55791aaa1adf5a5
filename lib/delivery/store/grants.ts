import { db } from "@/lib/db"
import { OF_SESSION } from "@/lib/delivery/rules"
import { type AccessColumns, accessColumns, opensFile, toAccess } from "@/lib/delivery/store/access"
import type { Access } from "@/lib/entitlements/access-rules"
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

/** Whether a "ReleaseFile" f of "Edition" ed of "Product" pr bears the address of whoever fetches it. */
export const isMarked = Prisma.sql`
  (pr."stampsPdfs" AND NOT ed."isSample" AND f."contentType" = 'application/pdf')`

/** Selects a `Deliverable`, of "ReleaseFile" f. */
export const fileColumns = Prisma.sql`
  f."id"::text AS "fileId", f."name", f."contentType", f."size", f."sha256", f."storageKey",
  f."createdAt"`

/** Whose address a marked file bears. */
export type CopyOwner = { customerId: string; email: string }

type GrantRow = Deliverable & { expiresAt: Date; startedAt: Date | null } & AccessColumns & {
    isMarked: boolean
    customerId: string
    email: string | null
  }

/**
 * A click's grant with its file, while what it was given for covers the file and the file's version is not
 * taken back. One that was given through an order's link goes with that link; one of a session (version
 * `OF_SESSION`) has none.
 */
export async function findGrant(
  downloadId: string,
  version: number,
): Promise<{
  file: Deliverable
  expiresAt: Date
  startedAt: Date | null
  access: Access | null
  /** Who gets a copy of their own of it; null: it goes out as it was published. */
  copyOwner: CopyOwner | null
} | null> {
  const [row] = await db().$queryRaw<GrantRow[]>`
    SELECT d."expiresAt", d."startedAt", ${fileColumns}, ${accessColumns}, ${isMarked} AS "isMarked",
      cu."id"::text AS "customerId", cu."email"
    FROM "Download" d
    JOIN "Entitlement" e ON e."id" = d."entitlementId"
    JOIN "ReleaseFile" f ON f."id" = d."fileId" AND ${opensFile}
    JOIN "Release" r ON r."id" = f."releaseId" AND r."withdrawnAt" IS NULL
    JOIN "Edition" ed ON ed."id" = f."editionId"
    JOIN "Product" pr ON pr."id" = ed."productId"
    JOIN "Customer" cu ON cu."id" = e."customerId"
    LEFT JOIN "Purchase" p ON p."id" = e."purchaseId"
    LEFT JOIN "CheckoutLine" l ON l."id" = p."lineId"
    LEFT JOIN "Checkout" c ON c."id" = l."checkoutId"
    WHERE d."id" = ${downloadId}::uuid
      AND (${version}::int = ${OF_SESSION}::int OR c."linkVersion" = ${version}::int)`
  if (!row) return null
  const { expiresAt, startedAt, customerId, email } = row
  const copyOwner = row.isMarked && email ? { customerId, email } : null
  return { file: toFile(row), expiresAt, startedAt, access: toAccess(row), copyOwner }
}

/** A stored file, whatever release it is of and whether that is out; null: there is none. */
export async function findFile(fileId: string): Promise<Deliverable | null> {
  const [row] = await db().$queryRaw<Deliverable[]>`
    SELECT ${fileColumns} FROM "ReleaseFile" f WHERE f."id" = ${fileId}::uuid`
  return row ? toFile(row) : null
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
