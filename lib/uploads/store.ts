import { db } from "@/lib/db"
import type { UploadFailure } from "@/lib/uploads/rules"
import type { Upload } from "@/prisma/client/client"

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

/** Unfinished uploads that no byte has come for since `before`. */
export async function listLapsed(before: Date): Promise<{ id: string }[]> {
  return db().upload.findMany({
    where: { ...unfinished, touchedAt: { lt: before } },
    select: { id: true },
  })
}

/**
 * What was sent for each of these purposes and can still be of use, oldest first: under way, or ready and
 * in no release yet.
 */
export async function listOpenUploads(purposes: string[]): Promise<UploadRow[]> {
  return db().$queryRaw<UploadRow[]>`
    SELECT u.*, u."id"::text AS "id" FROM "Upload" u
    WHERE u."purpose" = ANY(${purposes}) AND u."failedAt" IS NULL AND NOT EXISTS (
      SELECT 1 FROM "ReleaseFile" f
      WHERE f."storageKey" = u."storageKey" AND f."createdAt" >= u."createdAt")
    ORDER BY u."createdAt", u."id" LIMIT 100`
}

/** Those of these uploads whose bytes are in the store: only they can be released. */
export async function listReadyUploads(ids: string[]): Promise<UploadRow[]> {
  return db().upload.findMany({
    where: { id: { in: ids }, completedAt: { not: null }, failedAt: null },
  })
}
