import { db } from "@/lib/db"

/** What became of the mails about a version. Those cancelled before they went are in none of these but `leftOut`. */
export type MailFigures = {
  waiting: number
  /** The vendor does not take them. */
  failed: number
  /** Their reader had lost it, or wanted none, when their turn came. */
  leftOut: number
  sent: number
  delivered: number
  bounced: number
  complained: number
}

export type VersionFigures = {
  releaseId: string
  version: string
  releasedAt: Date
  /** Null: it is out. */
  withdrawnAt: Date | null
  files: number
  mails: MailFigures
  /** Customers who fetched a file of it. */
  downloadedBy: number
}

type Row = Omit<VersionFigures, "mails"> & MailFigures

/** The versions of a product, newest first, with what became of each. */
export async function listVersionFigures(productId: string): Promise<VersionFigures[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT r."id"::text AS "releaseId", r."version", r."releasedAt", r."withdrawnAt", told.*,
      (SELECT count(*)::int FROM "ReleaseFile" f WHERE f."releaseId" = r."id") AS "files",
      (SELECT count(DISTINCT e."customerId")::int FROM "ReleaseFile" f
       JOIN "Download" d ON d."fileId" = f."id" AND d."startedAt" IS NOT NULL
       JOIN "Entitlement" e ON e."id" = d."entitlementId"
       WHERE f."releaseId" = r."id") AS "downloadedBy"
    FROM "Release" r CROSS JOIN LATERAL (
      SELECT
        (count(*) FILTER (WHERE "sentAt" IS NULL AND "cancelledAt" IS NULL))::int AS "waiting",
        (count(*) FILTER (WHERE "cancelledAt" IS NOT NULL AND "lastError" IS NOT NULL))::int AS "failed",
        (count(*) FILTER (WHERE "cancelledAt" IS NOT NULL AND "lastError" IS NULL))::int AS "leftOut",
        (count(*) FILTER (WHERE "sentAt" IS NOT NULL))::int AS "sent",
        (count(*) FILTER (WHERE "deliveredAt" IS NOT NULL))::int AS "delivered",
        (count(*) FILTER (WHERE "bouncedAt" IS NOT NULL))::int AS "bounced",
        (count(*) FILTER (WHERE "complainedAt" IS NOT NULL))::int AS "complained"
      FROM "Mail" WHERE "kind" = 'release' AND "subject" = r."id"::text) told
    WHERE r."productId" = ${productId}::uuid
    ORDER BY r."releasedAt" DESC, r."id" DESC`
  return rows.map(
    ({ releaseId, version, releasedAt, withdrawnAt, files, downloadedBy, ...mails }) => ({
      releaseId,
      version,
      releasedAt,
      withdrawnAt,
      files,
      mails,
      downloadedBy,
    }),
  )
}

/** Whether somebody works on a batch of a release, or is about to: not only later, after a failure. */
export async function hasBusyBatch(releaseId: string): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM graphile_worker._private_jobs j
    JOIN "Mail" m ON m."batchId" = (j.payload->>'batchId')::uuid AND m."kind" = 'release'
      AND m."subject" = ${releaseId} AND m."sentAt" IS NULL AND m."cancelledAt" IS NULL
    WHERE j.payload->>'batchId' IS NOT NULL AND j.attempts < j.max_attempts
      AND (j.locked_at > now() - interval '1 minute' OR (j.locked_at IS NULL AND j.run_at <= now()))
    LIMIT 1`
  return rows.length > 0
}
