import type { Access } from "@/lib/entitlements/rules"
import { Prisma } from "@/prisma/client/client"

/** The columns of an entitlement, its line `l` and its purchase `p`; `source` is null where there is none. */
export type AccessColumns = Omit<Access, "source"> & { source: Access["source"] | null }

/** Selects them, of "Entitlement" e, "CheckoutLine" l and "Purchase" p. */
export const accessColumns = Prisma.sql`
  e."source"::text AS "source", l."checkoutId"::text AS "checkoutId",
  (SELECT c."linkVersion" FROM "Checkout" c WHERE c."id" = l."checkoutId") AS "linkVersion",
  e."startsAt", e."endsAt", e."revokedAt", e."revokedReason"::text AS "revokedReason", p."downloadsLeft"`

/** What the columns say; null where a purchase has no entitlement, which is a defect. */
export function toAccess(row: AccessColumns): Access | null {
  const { source, checkoutId, linkVersion, startsAt, endsAt } = row
  const { revokedAt, revokedReason, downloadsLeft } = row
  if (!source) return null
  const order = { checkoutId, linkVersion }
  return { source, ...order, startsAt, endsAt, revokedAt, revokedReason, downloadsLeft }
}
