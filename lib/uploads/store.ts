import { db } from "@/lib/db"
import { uploadKey } from "@/lib/storage/rules"
import type { UploadFailure } from "@/lib/uploads/rules"
import { Prisma, type Upload } from "@/prisma/client/client"

export type UploadRow = Upload

/** Notes that an upload begins. Size in bytes. */
export async function recordUpload(
  upload: Pick<Upload, "id" | "name" | "size" | "purpose" | "createdBy">,
  now: Date,
): Promise<void> {
  await db().upload.create({ data: { ...upload, createdAt: now, touchedAt: now } })
}

export async function findUpload(id: string): Promise<UploadRow | null> {
  return db().upload.findUnique({ where: { id } })
}

// Keys of before were shared by uploads of the same bytes: hence the times.
const isReleased = Prisma.sql`EXISTS (
  SELECT 1 FROM "ReleaseFile" f
  WHERE f."storageKey" = u."storageKey" AND f."createdAt" >= u."createdAt")`

const isUnused = (before: Date) => Prisma.sql`
  u."completedAt" < ${before} AND u."failedAt" IS NULL AND NOT ${isReleased}`

const unfinished = { receivedAt: null, failedAt: null }

/** Notes how many bytes have arrived. */
export async function saveArrived(id: string, received: bigint, now: Date): Promise<void> {
  await db().upload.updateMany({
    where: { id, ...unfinished },
    data: { received, touchedAt: now },
  })
}

/** Notes that the last byte has arrived; false: that was known, or the upload is over. */
export async function saveReceived(id: string, now: Date): Promise<boolean> {
  const { count } = await db().upload.updateMany({
    where: { id, ...unfinished },
    data: { receivedAt: now, touchedAt: now },
  })
  return count > 0
}

/** Notes how many bytes were read again. */
export async function saveChecked(id: string, checked: bigint): Promise<void> {
  await db().upload.update({ where: { id }, data: { checked } })
}

/** Notes what all the bytes are. */
export async function saveChecksum(
  id: string,
  found: { sha256: string; contentType: string; checked: bigint },
): Promise<void> {
  await db().upload.update({ where: { id }, data: found })
}

/** Notes that the store has the bytes; false: that was known. */
export async function saveCompleted(id: string, storageKey: string, now: Date): Promise<boolean> {
  const { count } = await db().upload.updateMany({
    where: { id, completedAt: null, failedAt: null },
    data: { storageKey, completedAt: now },
  })
  return count > 0
}

/** Notes that an upload came to nothing, unless it is over. */
export async function saveFailed(id: string, failure: UploadFailure, now: Date): Promise<void> {
  await db().upload.updateMany({
    where: { id, failedAt: null },
    data: { failure, failedAt: now },
  })
}

/** Bytes that uploads under way will still bring. */
export async function sumOutstanding(): Promise<bigint> {
  const { _sum } = await db().upload.aggregate({
    where: unfinished,
    _sum: { size: true, received: true },
  })
  return (_sum.size ?? 0n) - (_sum.received ?? 0n)
}

/** Marks as failed all unfinished uploads that no byte has come for since `before`. */
export async function saveLapsed(before: Date, now: Date): Promise<void> {
  await db().upload.updateMany({
    where: { ...unfinished, touchedAt: { lt: before } },
    data: { failure: "lapsed" satisfies UploadFailure, failedAt: now },
  })
}

/** Whole uploads that no release has taken up since `before`. */
export async function listUnused(before: Date): Promise<{ id: string }[]> {
  return db().$queryRaw<{ id: string }[]>`
    SELECT u."id"::text AS "id" FROM "Upload" u WHERE ${isUnused(before)}`
}

/** Marks a whole upload as failed, if no release has taken it up since `before`. It must be locked. */
export async function saveUnused(id: string, before: Date, now: Date): Promise<void> {
  const failure: UploadFailure = "unused"
  await db().$executeRaw`
    UPDATE "Upload" u SET "failure" = ${failure}, "failedAt" = ${now}
    WHERE u."id" = ${id}::uuid AND ${isUnused(before)}`
}

/** Uploads that failed before `before`, may have left bytes behind, and have none in any release. */
export async function listToRemove(before: Date): Promise<{ id: string }[]> {
  return db().$queryRaw<{ id: string }[]>`
    SELECT u."id"::text AS "id" FROM "Upload" u
    WHERE u."failedAt" < ${before} AND u."removedAt" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "ReleaseFile" f WHERE f."storageKey" = ${uploadKey("")}::text || u."id")`
}

/** Notes that nothing is left of an upload's bytes. */
export async function saveRemoved(id: string, now: Date): Promise<void> {
  await db().upload.update({ where: { id }, data: { storageKey: null, removedAt: now } })
}

/**
 * Those of these uploads that can be released, until the transaction ends: nobody cancels or removes them
 * meanwhile.
 */
export async function lockReadyUploads(ids: string[]): Promise<UploadRow[]> {
  await db().$executeRaw`
    SELECT 1 FROM "Upload" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`
  // A statement of its own: it sees what was written while this one waited.
  return listReadyUploads(ids)
}

/**
 * What was sent for each of these purposes and can still be of use, oldest first: under way, or ready and
 * in no release yet.
 */
export async function listOpenUploads(purposes: string[]): Promise<UploadRow[]> {
  return db().$queryRaw<UploadRow[]>`
    SELECT u.*, u."id"::text AS "id" FROM "Upload" u
    WHERE u."purpose" = ANY(${purposes}) AND u."failedAt" IS NULL AND NOT ${isReleased}
    ORDER BY u."createdAt", u."id" LIMIT 100`
}

/** Those of these uploads whose bytes are in the store: only they can be released. */
export async function listReadyUploads(ids: string[]): Promise<UploadRow[]> {
  return db().upload.findMany({
    where: { id: { in: ids }, completedAt: { not: null }, failedAt: null },
  })
}
