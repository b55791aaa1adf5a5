import { db } from "@/lib/db"

const fields = {
  id: true,
  downloadsLeft: true,
  createdAt: true,
  customer: { select: { email: true } },
  edition: {
    select: { slug: true, downloadLimit: true, product: { select: { slug: true, title: true } } },
  },
  entitlement: { select: { revokedReason: true } },
  line: {
    select: {
      amountTotal: true,
      checkout: { select: { id: true, currency: true, linkVersion: true, status: true } },
    },
  },
} as const

/** A purchase as the shop's owner sees it. Amount in minor units. */
export type PurchaseRow = Awaited<ReturnType<typeof listPurchases>>[number]

/** Purchases, newest first: all, or those of one normalised address. */
export async function listPurchases(filter: { email?: string; limit: number }) {
  return db().purchase.findMany({
    ...(filter.email ? { where: { customer: { email: filter.email } } } : {}),
    orderBy: { createdAt: "desc" },
    take: filter.limit,
    select: fields,
  })
}

/** A purchase by its id, or null. */
export async function findPurchase(id: string): Promise<PurchaseRow | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  return db().purchase.findUnique({ where: { id }, select: fields })
}

/** Gives a purchase as many downloads as its edition allows, unless it has more. */
export async function saveDownloadsReset(id: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "Purchase" p SET "downloadsLeft" = greatest(p."downloadsLeft", e."downloadLimit")
    FROM "Edition" e WHERE e."id" = p."editionId" AND p."id" = ${id}::uuid`
}

/**
 * Gives all open purchases of these editions as many downloads as they allow, as a new version of their
 * files does; how many had fewer.
 */
export async function saveDownloadsRaised(editionIds: string[], now: Date): Promise<number> {
  return db().$executeRaw`
    UPDATE "Purchase" p SET "downloadsLeft" = ed."downloadLimit"
    FROM "Edition" ed
    WHERE ed."id" = p."editionId" AND p."editionId" = ANY(${editionIds}::uuid[])
      AND p."downloadsLeft" < ed."downloadLimit"
      AND EXISTS (SELECT 1 FROM "Entitlement" e WHERE e."purchaseId" = p."id"
        AND e."revokedAt" IS NULL AND (e."endsAt" IS NULL OR e."endsAt" > ${now}))`
}

/** Makes every private link of an order void; gives the version of the next one. */
export async function saveLinkRotated(checkoutId: string): Promise<number> {
  const { linkVersion } = await db().checkout.update({
    where: { id: checkoutId },
    data: { linkVersion: { increment: 1 } },
    select: { linkVersion: true },
  })
  return linkVersion
}

/** Notes since when an administrator keeps a purchase closed, null: no more; false where that is so already. */
export async function saveTakenBack(id: string, at: Date | null): Promise<boolean> {
  const { count } = await db().purchase.updateMany({
    where: { id, takenBackAt: at ? null : { not: null } },
    data: { takenBackAt: at },
  })
  return count > 0
}
