import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** A click on a file of a customer's, as the shop's owner sees it. */
export type DownloadRow = {
  id: string
  createdAt: Date
  /** When its first byte was asked for; null: never. */
  startedAt: Date | null
  /** Coarse; null: not known, or kept no longer. */
  network: string | null
  file: string
  version: string
  productTitle: string
  /** The order that it was bought with; null: a plan, a grant. */
  orderId: string | null
}

/** What a customer fetched, newest first, `limit` of it, those before the download `after`. */
export async function listCustomerDownloads(
  customerId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ downloads: DownloadRow[]; next: string | null }> {
  const before = after
    ? Prisma.sql`AND (o."createdAt", o."id") < (SELECT a."createdAt", a."id" FROM "Download" a WHERE a."id" = ${after}::uuid)`
    : Prisma.empty
  // Of each entitlement the newest by its index, so that nobody's log is read as a whole.
  const rows = await db().$queryRaw<DownloadRow[]>`
    SELECT d."id"::text, d."createdAt", d."startedAt", d."network", f."name" AS "file", r."version",
      p."title" AS "productTitle", l."checkoutId"::text AS "orderId"
    FROM (
      SELECT own.* FROM "Entitlement" e CROSS JOIN LATERAL (
        SELECT * FROM "Download" o WHERE o."entitlementId" = e."id" ${before}
        ORDER BY o."createdAt" DESC, o."id" DESC LIMIT ${limit + 1}) own
      WHERE e."customerId" = ${customerId}::uuid
      ORDER BY own."createdAt" DESC, own."id" DESC LIMIT ${limit + 1}) d
    JOIN "ReleaseFile" f ON f."id" = d."fileId"
    JOIN "Release" r ON r."id" = f."releaseId"
    JOIN "Product" p ON p."id" = r."productId"
    LEFT JOIN "Purchase" u ON u."id" = d."purchaseId"
    LEFT JOIN "CheckoutLine" l ON l."id" = u."lineId"
    ORDER BY d."createdAt" DESC, d."id" DESC`
  const downloads = rows.slice(0, limit)
  return { downloads, next: rows.length > limit ? (downloads.at(-1)?.id ?? null) : null }
}
