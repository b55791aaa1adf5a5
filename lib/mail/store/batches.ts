import { db } from "@/lib/db"
import type { MailToSend } from "@/lib/mail/store/mails"
import { isOwner, isReachable } from "@/lib/mail/store/release-owners"
import { enqueue } from "@/lib/queue"

/** The mails of a batch that are to be sent, always in the same order. */
export async function listBatch(batchId: string): Promise<MailToSend[]> {
  return db().mail.findMany({
    where: { batchId, sentAt: null, cancelledAt: null },
    orderBy: { id: "asc" },
    select: {
      id: true,
      kind: true,
      subject: true,
      recipient: true,
      payload: true,
      createdAt: true,
      sentAt: true,
      cancelledAt: true,
    },
  })
}

/**
 * Cancels the unsent mails of a batch whose reader has lost what they are about since they were written,
 * has another address now, or wants none any more.
 */
export async function recordLapsedCancelled(batchId: string, now: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE "Mail" m SET "cancelledAt" = ${now}, "lastError" = NULL
    WHERE m."batchId" = ${batchId}::uuid AND m."sentAt" IS NULL AND m."cancelledAt" IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM "Customer" c JOIN "Release" r ON r."id" = m."subject"::uuid
        WHERE c."id" = m."customerId" AND c."email" = m."recipient"
          AND ${isOwner(now)} AND ${isReachable()})`
}

/** Notes that mails were taken by the vendor; an id that is not known comes with its events. */
export async function recordBatchSent(
  sent: { id: string; resendId: string | null }[],
  now: Date,
): Promise<void> {
  const ids = sent.map(({ id }) => id)
  const resendIds = sent.map(({ resendId }) => resendId)
  await db().$executeRaw`
    UPDATE "Mail" m SET "sentAt" = coalesce(m."sentAt", ${now}), "lastError" = NULL,
      "resendId" = coalesce(m."resendId", taken."resendId"), "attempts" = m."attempts" + 1
    FROM unnest(${ids}::uuid[], ${resendIds}::text[]) AS taken("id", "resendId")
    WHERE m."id" = taken."id"`
}

/** Notes that the vendor does not take a mail, now or ever. */
export async function recordRefused(id: string, reason: string, now: Date): Promise<void> {
  await db().mail.update({
    where: { id },
    data: { cancelledAt: now, lastError: reason.slice(0, 500), attempts: { increment: 1 } },
  })
}

/** Notes why a batch could not be sent this time. */
export async function recordBatchFailure(batchId: string, reason: string): Promise<void> {
  await db().mail.updateMany({
    where: { batchId, sentAt: null, cancelledAt: null },
    data: { lastError: reason.slice(0, 500), attempts: { increment: 1 } },
  })
}

/**
 * Queues anew the batches with unsent mails that nobody works on: whose job has given up, or belongs to a
 * worker that was killed ten minutes ago (the queue itself waits for hours). How many those were.
 */
export async function requeueLostBatches(): Promise<number> {
  const lost = await db().$queryRaw<{ batchId: string }[]>`
    SELECT DISTINCT m."batchId"::text AS "batchId" FROM "Mail" m
    WHERE m."sentAt" IS NULL AND m."cancelledAt" IS NULL AND m."batchId" IS NOT NULL
      AND m."createdAt" < now() - interval '10 minutes'
      AND NOT EXISTS (
        SELECT 1 FROM graphile_worker._private_jobs j
        WHERE j.payload->>'batchId' = m."batchId"::text AND j.attempts < j.max_attempts
          AND (j.locked_at IS NULL OR j.locked_at > now() - interval '10 minutes'))
    LIMIT 1000`
  for (const { batchId } of lost) await enqueueBatch(batchId)
  return lost.length
}

/** Queues at once every batch of a release with unsent mails, whatever became of its job; how many those are. */
export async function requeueBatches(releaseId: string): Promise<number> {
  const [row] = await db().$queryRaw<{ queued: number }[]>`
    WITH waiting AS (
      SELECT DISTINCT m."batchId" FROM "Mail" m
      WHERE m."kind" = 'release' AND m."subject" = ${releaseId} AND m."batchId" IS NOT NULL
        AND m."sentAt" IS NULL AND m."cancelledAt" IS NULL
    ), jobs AS MATERIALIZED (
      SELECT graphile_worker.add_job(
        identifier => 'send-batch', payload => json_build_object('batchId', w."batchId"),
        max_attempts => 25, job_key => 'batch/' || w."batchId"::text)
      FROM waiting w
    )
    SELECT count(*)::int AS "queued" FROM jobs`
  return row?.queued ?? 0
}

// One waiting job for each batch. One that runs is left alone: two at once make the same call.
async function enqueueBatch(batchId: string): Promise<void> {
  await enqueue("send-batch", { batchId }, { key: `batch/${batchId}` })
}
