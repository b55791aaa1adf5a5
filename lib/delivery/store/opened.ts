import { db } from "@/lib/db"

/** Notes that what an entitlement opens was opened, where that is a purchase's and for the first time. */
export async function saveOpened(entitlementId: string, now: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE "Purchase" p SET "openedAt" = ${now}
    FROM "Entitlement" e
    WHERE e."id" = ${entitlementId}::uuid AND p."id" = e."purchaseId" AND p."openedAt" IS NULL`
}
