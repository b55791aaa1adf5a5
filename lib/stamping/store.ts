import { db } from "@/lib/db"
import type { HeldCopy } from "@/lib/stamping/rules"

/** A customer's copy of a file. Size in bytes; the last three null until it is ready. */
export type CopyRow = HeldCopy & {
  usedAt: Date
  reason: string | null
  storageKey: string | null
  size: bigint | null
  sha256: string | null
}

type Owned = { customerId: string; fileId: string }

/** A customer's copy of a file, or null. */
export async function findCopy({ customerId, fileId }: Owned): Promise<CopyRow | null> {
  return db().stampedCopy.findUnique({
    where: { customerId_fileId: { customerId, fileId } },
    select: {
      email: true,
      state: true,
      reason: true,
      createdAt: true,
      usedAt: true,
      storageKey: true,
      size: true,
      sha256: true,
    },
  })
}

/**
 * Notes that a copy is to be made, in the place of the one before; the key of that one's bytes, null where it
 * had none.
 */
export async function recordCopyAsked(
  { customerId, fileId, email }: Owned & { email: string },
  now: Date,
): Promise<string | null> {
  const [held] = await db().$queryRaw<{ storageKey: string | null }[]>`
    SELECT "storageKey" FROM "StampedCopy"
    WHERE "customerId" = ${customerId}::uuid AND "fileId" = ${fileId}::uuid FOR UPDATE`
  const none = { reason: null, storageKey: null, size: null, sha256: null }
  const asked = { email, state: "waiting" as const, createdAt: now, usedAt: now, ...none }
  await db().stampedCopy.upsert({
    where: { customerId_fileId: { customerId, fileId } },
    create: { customerId, fileId, ...asked },
    update: asked,
  })
  return held?.storageKey ?? null
}

/** What a copy that waits is made of; null: none waits. Size in bytes. */
export async function findAsked({ customerId, fileId }: Owned) {
  const row = await db().stampedCopy.findUnique({
    where: { customerId_fileId: { customerId, fileId }, state: "waiting" },
    select: {
      email: true,
      createdAt: true,
      file: { select: { storageKey: true, size: true } },
    },
  })
  return row
}

/** What became of a copy. */
export type MadeCopy =
  | { state: "ready"; storageKey: string; size: bigint; sha256: string }
  | { state: "unfit"; reason: string }

/** Notes what became of a copy that was asked for at a moment; false: another was asked for since. */
export async function saveMade(
  { customerId, fileId, askedAt }: Owned & { askedAt: Date },
  made: MadeCopy,
): Promise<boolean> {
  const { count } = await db().stampedCopy.updateMany({
    where: { customerId, fileId, state: "waiting", createdAt: askedAt },
    data: made,
  })
  return count > 0
}

/** Notes that a copy was handed out. */
export async function saveUsed({ customerId, fileId }: Owned, now: Date): Promise<void> {
  await db().stampedCopy.updateMany({ where: { customerId, fileId }, data: { usedAt: now } })
}

/** The PDFs of a paid order that are marked and of which no copy was asked for yet: the newest of each edition. */
export async function listUnasked(checkoutId: string, now: Date): Promise<Owned[]> {
  return db().$queryRaw<Owned[]>`
    SELECT p."customerId"::text, f."id"::text AS "fileId"
    FROM "CheckoutLine" l
    JOIN "Purchase" p ON p."lineId" = l."id"
    JOIN "Edition" ed ON ed."id" = p."editionId" AND NOT ed."isSample"
    JOIN "Product" pr ON pr."id" = ed."productId" AND pr."stampsPdfs"
    JOIN LATERAL (
      SELECT r."id" FROM "ReleaseFile" n JOIN "Release" r ON r."id" = n."releaseId"
      WHERE n."editionId" = ed."id" AND r."releasedAt" <= ${now} AND r."withdrawnAt" IS NULL
      ORDER BY r."releasedAt" DESC, r."id" DESC LIMIT 1) newest ON true
    JOIN "ReleaseFile" f ON f."editionId" = ed."id" AND f."releaseId" = newest."id"
      AND f."contentType" = 'application/pdf'
    WHERE l."checkoutId" = ${checkoutId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "StampedCopy" s
        WHERE s."customerId" = p."customerId" AND s."fileId" = f."id")`
}

/** Forgets the copies of a customer; the keys of their bytes. */
export async function deleteCopiesOf(customerId: string): Promise<string[]> {
  return keysOf(
    await db().$queryRaw`
      DELETE FROM "StampedCopy" WHERE "customerId" = ${customerId}::uuid RETURNING "storageKey"`,
  )
}

/** Forgets up to `limit` copies that were not handed out since `before`; how many, and the keys of their bytes. */
export async function deleteUnused(
  before: Date,
  limit: number,
): Promise<{ count: number; keys: string[] }> {
  const rows = await db().$queryRaw<{ storageKey: string | null }[]>`
    DELETE FROM "StampedCopy" s USING (
      SELECT "customerId", "fileId" FROM "StampedCopy" WHERE "usedAt" < ${before}
      ORDER BY "usedAt" LIMIT ${limit}) old
    WHERE s."customerId" = old."customerId" AND s."fileId" = old."fileId" RETURNING s."storageKey"`
  return { count: rows.length, keys: keysOf(rows) }
}

function keysOf(rows: { storageKey: string | null }[]): string[] {
  return rows.flatMap(({ storageKey }) => storageKey ?? [])
}
