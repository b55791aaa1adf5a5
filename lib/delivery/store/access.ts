import type { Access } from "@/lib/entitlements/access-rules"
import { Prisma } from "@/prisma/client/client"

/** The columns of an entitlement, its order and its purchase; `source` is null where there is none. */
export type AccessColumns = Omit<Access, "source" | "entitlementId"> & {
  entitlementId: string | null
  source: Access["source"] | null
}

/** Selects them, of "Entitlement" e, "Checkout" c and "Purchase" p. */
export const accessColumns = Prisma.sql`
  e."id"::text AS "entitlementId", e."source"::text AS "source", c."id"::text AS "checkoutId", c."linkVersion", e."startsAt",
  e."endsAt", e."trialUntil", e."graceFrom", e."pausedFrom", e."revokedAt", e."revokedReason"::text AS "revokedReason", p."downloadsLeft"`

/** What the columns say; null where a purchase has no entitlement, which is a defect. */
export function toAccess(row: AccessColumns): Access | null {
  const { entitlementId, source, checkoutId, linkVersion, downloadsLeft } = row
  const { startsAt, endsAt, trialUntil, graceFrom, pausedFrom, revokedAt, revokedReason } = row
  if (!source || !entitlementId) return null
  return {
    entitlementId,
    source,
    checkoutId,
    linkVersion,
    startsAt,
    endsAt,
    trialUntil,
    graceFrom,
    pausedFrom,
    revokedAt,
    revokedReason,
    downloadsLeft,
  }
}

/**
 * Whether "Entitlement" e is for the edition of "ReleaseFile" f: for that very edition, for its
 * product, or for a group that the product is in now. Says nothing about times, but that what a
 * subscription no longer has is as if it had never been.
 */
export const opensFile = Prisma.sql`
  e."revokedReason" IS DISTINCT FROM 'replaced' AND (e."editionId" = f."editionId" OR EXISTS (
    SELECT 1 FROM "Edition" oe JOIN "Product" op ON op."id" = oe."productId"
    WHERE oe."id" = f."editionId"
      AND (e."productId" = op."id" OR e."groupName" = ANY(op."groups"))))`
