import { pool } from "@/lib/db"
import type { AccessSource, EditionAccess, VisitorAccess } from "@/lib/entitlements/access-rules"
import { Prisma } from "@/prisma/client/client"

/** Who is looking: a signed-in customer, or nobody but this browser's own orders. */
export type Visitor = { customerId: string | null; checkoutIds: string[] }

export const stranger: Visitor = { customerId: null, checkoutIds: [] }

/** An answer of `accessRows`. */
export type AccessRow = Omit<VisitorAccess, "source" | "entitlementId"> & {
  editionId: string
  entitlementId: string | null
  source: AccessSource | null
}

/**
 * What a visitor has to do with each of these editions, in one statement for the whole list.
 * Editions that they have nothing to do with are not in the answer. No visitor, no statement.
 * Never inside a transaction.
 */
export async function listAccess(
  editionIds: string[],
  visitor: Visitor,
): Promise<Map<string, EditionAccess>> {
  if (editionIds.length === 0 || isStranger(visitor)) return new Map()
  const { text, values } = accessRows(Prisma.sql`${editionIds}::uuid[]`, visitor)
  // On the pool and by name: planning its four branches anew costs more than running them (bench P3).
  const { rows } = await pool().query<AccessRow>({ name: "list-access", text, values })
  return groupAccess(rows)
}

/** Whether nothing can be known of this visitor, so that nothing has to be asked. */
export function isStranger(visitor: Visitor): boolean {
  return !visitor.customerId && visitor.checkoutIds.length === 0
}

/** The rows of `accessRows`, edition by edition. */
export function groupAccess(rows: AccessRow[]): Map<string, EditionAccess> {
  const found = new Map<string, EditionAccess>()
  for (const { editionId, entitlementId, source, ...access } of rows) {
    const entry = found.get(editionId) ?? { entitlements: [], pendingCheckoutIds: [] }
    found.set(editionId, entry)
    if (source && entitlementId) entry.entitlements.push({ ...access, entitlementId, source })
    else if (access.checkoutId) entry.pendingCheckoutIds.push(access.checkoutId)
  }
  return found
}

/**
 * The query behind `listAccess`, for a statement that finds the editions itself (search).
 * The branches stay apart so that each goes through an index of its own.
 * @param editionIds an expression of type uuid[]
 */
export function accessRows(
  editionIds: Prisma.Sql,
  { customerId, checkoutIds }: Visitor,
): Prisma.Sql {
  return Prisma.sql`
    SELECT p."editionId"::text AS "editionId", e."id"::text AS "entitlementId",
           e."source"::text AS "source", l."checkoutId"::text AS "checkoutId", c."linkVersion",
           e."startsAt", e."endsAt", e."trialUntil", e."graceFrom", e."pausedFrom",
           e."revokedAt", e."revokedReason"::text AS "revokedReason",
           p."downloadsLeft", p."customerId" IS NOT DISTINCT FROM ${customerId}::uuid AS "isInLibrary",
           pr."requiresSignIn" AND p."customerId" IS DISTINCT FROM ${customerId}::uuid AS "needsSignIn"
    FROM "CheckoutLine" l
    JOIN "Checkout" c ON c."id" = l."checkoutId"
    JOIN "Purchase" p ON p."lineId" = l."id"
    JOIN "Entitlement" e ON e."purchaseId" = p."id"
    JOIN "Edition" ed ON ed."id" = p."editionId"
    JOIN "Product" pr ON pr."id" = ed."productId"
    WHERE l."checkoutId" = ANY(${checkoutIds}::uuid[]) AND p."editionId" = ANY(${editionIds})
      -- Given to another customer, it is no browser's own any more.
      AND c."reassignedAt" IS NULL
    UNION
    SELECT p."editionId"::text, e."id"::text, e."source"::text, l."checkoutId"::text,
           c."linkVersion", e."startsAt", e."endsAt", e."trialUntil", e."graceFrom", e."pausedFrom",
           e."revokedAt", e."revokedReason"::text, p."downloadsLeft", true, false
    FROM "Purchase" p
    JOIN "Entitlement" e ON e."purchaseId" = p."id"
    JOIN "CheckoutLine" l ON l."id" = p."lineId"
    JOIN "Checkout" c ON c."id" = l."checkoutId"
    WHERE p."customerId" = ${customerId}::uuid AND p."editionId" = ANY(${editionIds})
    UNION
    SELECT ed."id"::text, e."id"::text, e."source"::text, NULL, NULL, e."startsAt", e."endsAt",
           e."trialUntil", e."graceFrom", e."pausedFrom", e."revokedAt", e."revokedReason"::text,
           NULL, true, false
    FROM "Edition" ed
    JOIN "Product" pr ON pr."id" = ed."productId"
    JOIN "Entitlement" e ON e."customerId" = ${customerId}::uuid AND e."purchaseId" IS NULL
      AND (e."editionId" = ed."id" OR e."productId" = pr."id" OR e."groupName" = ANY(pr."groups"))
      -- What a subscription no longer has is as if it had never been.
      AND e."revokedReason" IS DISTINCT FROM 'replaced'
    WHERE ed."id" = ANY(${editionIds})
    UNION
    SELECT l."editionId"::text, NULL, NULL, c."id"::text, NULL, c."createdAt", NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, false, false
    FROM "Checkout" c
    JOIN "CheckoutLine" l ON l."checkoutId" = c."id"
    WHERE c."status" = 'processing' AND l."editionId" = ANY(${editionIds})
      AND (c."id" = ANY(${checkoutIds}::uuid[]) OR c."customerId" = ${customerId}::uuid)`
}
