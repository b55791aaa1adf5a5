import { db } from "@/lib/db"
import {
  type LineState,
  lineState,
  type Order,
  type OrderFile,
  type OrderLine,
} from "@/lib/delivery/rules"
import { type AccessColumns, accessColumns, toAccess } from "@/lib/delivery/store/access"
import { isMarked } from "@/lib/delivery/store/grants"

type BareLine = Omit<OrderLine, "files" | "state"> & { editionId: string }

/** The order of a link, if the link's version is still the order's; without its lines. */
export async function findLinkedOrder(
  id: string,
  linkVersion: number,
): Promise<Omit<Order, "token" | "lines"> | null> {
  const [order] = await db().$queryRaw<Omit<Order, "token" | "lines">[]>`
    SELECT c."id"::text AS "id", c."customerId"::text AS "customerId", c."status"::text AS "status",
           c."email", c."currency",
           c."amountSubtotal", c."amountTax", c."amountTotal", c."locale", c."createdAt", c."paidAt",
           COALESCE((SELECT sum(r."amount") FROM "Refund" r
             WHERE r."checkoutId" = c."id" AND r."status" = 'succeeded'), 0)::int AS "amountRefunded"
    FROM "Checkout" c
    WHERE c."id" = ${id}::uuid AND c."linkVersion" = ${linkVersion} AND c."erasedAt" IS NULL`
  return order ?? null
}

/** The paid lines of an order, without their files. */
export async function listLines(
  checkoutId: string,
  now: Date,
): Promise<(BareLine & { state: LineState })[]> {
  const rows = await db().$queryRaw<(BareLine & { requiresSignIn: boolean } & AccessColumns)[]>`
    SELECT p."id"::text AS "purchaseId", p."editionId"::text AS "editionId",
           pr."slug" AS "productSlug", l."productTitle", pr."coverKey", pr."coverAlt",
           pr."kind"::text AS "kind", pr."requiresSignIn", ed."slug" AS "editionSlug", l."editionTitle",
           l."amountTotal", ed."downloadLimit", ${accessColumns}
    FROM "CheckoutLine" l
    JOIN "Checkout" c ON c."id" = l."checkoutId"
    JOIN "Purchase" p ON p."lineId" = l."id"
    JOIN "Edition" ed ON ed."id" = p."editionId"
    JOIN "Product" pr ON pr."id" = ed."productId"
    LEFT JOIN "Entitlement" e ON e."purchaseId" = p."id"
    WHERE l."checkoutId" = ${checkoutId}::uuid
    ORDER BY l."position", l."id"`
  return rows.map((row) => {
    const { purchaseId, entitlementId, editionId, productSlug, productTitle } = row
    const { coverKey, coverAlt, kind } = row
    const { editionSlug, editionTitle, amountTotal, downloadsLeft, downloadLimit } = row
    const product = { productSlug, productTitle, coverKey, coverAlt, kind }
    const edition = { editionId, editionSlug, editionTitle, downloadLimit }
    const state = lineState(toAccess(row), now, row.requiresSignIn)
    return { purchaseId, entitlementId, ...product, ...edition, amountTotal, downloadsLeft, state }
  })
}

/**
 * The files of these editions in every release that is out, newest first. Of one that is marked with its
 * owner's address, size and SHA-256 are those of the copy of this customer, once it is ready.
 */
export async function listFiles(
  editionIds: string[],
  customerId: string | null,
  now: Date,
): Promise<{ editionId: string; file: OrderFile }[]> {
  const rows = await db().$queryRaw<(OrderFile & { editionId: string })[]>`
    SELECT f."id"::text AS "id", f."editionId"::text AS "editionId", f."name", f."contentType",
           coalesce(s."size", f."size") AS "size", coalesce(s."sha256", f."sha256") AS "sha256",
           r."version", r."releasedAt",
           CASE WHEN ${isMarked} THEN json_build_object(
             'state', coalesce(s."state", 'waiting'), 'reason', s."reason") END AS "copy",
           rank() OVER (PARTITION BY f."editionId" ORDER BY r."releasedAt" DESC, r."id" DESC) = 1
             AS "isLatest"
    FROM "ReleaseFile" f
    JOIN "Release" r ON r."id" = f."releaseId"
    JOIN "Edition" ed ON ed."id" = f."editionId"
    JOIN "Product" pr ON pr."id" = ed."productId"
    LEFT JOIN "Customer" cu ON cu."id" = ${customerId}::uuid
    LEFT JOIN "StampedCopy" s ON s."fileId" = f."id" AND s."customerId" = cu."id"
      AND s."email" = cu."email" AND ${isMarked}
    WHERE f."editionId" = ANY(${editionIds}::uuid[]) AND r."releasedAt" <= ${now}
      AND r."withdrawnAt" IS NULL
    ORDER BY r."releasedAt" DESC, r."id" DESC, f."position", f."name"`
  return rows.map(({ editionId, ...file }) => ({ editionId, file }))
}
