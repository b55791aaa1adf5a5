import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import { Prisma } from "@/prisma/client/client"

/** How many owners one statement writes to, and how many mails one call sends. */
const PAGE = 1000
const BATCH = 100

/**
 * Whether a customer, "Customer" c, has something of a release, "Release" r, at `now`: bought or given, not
 * refunded, not disputed, not over. What a plan opens is a library of thousands, and no mail each.
 */
export function isOwner(now: Date): Prisma.Sql {
  return Prisma.sql`(c."email" IS NOT NULL AND c."erasedAt" IS NULL AND EXISTS (
    SELECT 1 FROM "Entitlement" e
    WHERE e."customerId" = c."id" AND e."source" IN ('purchase', 'grant')
      AND (e."productId" = r."productId" OR e."editionId" IN (
        SELECT f."editionId" FROM "ReleaseFile" f WHERE f."releaseId" = r."id"))
      AND e."revokedAt" IS NULL AND e."startsAt" <= ${now}
      AND (e."endsAt" IS NULL OR e."endsAt" > ${now})))`
}

/** Whether such a customer may be written to: wants it, and has an address that takes mail as far as is known. */
export function isReachable(): Prisma.Sql {
  return Prisma.sql`(NOT ${hasOptedOut} AND NOT ${isDead})`
}

const hasOptedOut = Prisma.sql`EXISTS (
  SELECT 1 FROM "MailOptOut" o WHERE o."customerId" = c."id")`

// The last word counts: a mailbox may be made anew.
const isDead = Prisma.sql`EXISTS (
  SELECT 1 FROM "Mail" b WHERE lower(btrim(b."recipient")) = c."email" AND b."isBounceFinal"
    AND NOT EXISTS (
      SELECT 1 FROM "Mail" d
      WHERE lower(btrim(d."recipient")) = c."email" AND d."deliveredAt" > b."bouncedAt"))`

export type QueuedPage = {
  /** The last customer that was looked at; null: there are no more. */
  cursor: string | null
  queued: number
}

/**
 * Writes the mails about a release to the next 1,000 of its owners in the order of their ids, 100 to a
 * batch, and a job for each batch, by one statement: a page is written whole or not at all. Whoever has one
 * about this release, at whatever address, gets none.
 */
export async function recordReleaseMails(
  releaseId: string,
  cursor: string | null,
  now: Date,
): Promise<QueuedPage> {
  const mailIds = Array.from({ length: PAGE }, newId)
  const batchIds = Array.from({ length: PAGE / BATCH }, newId)
  const [row] = await db().$queryRaw<{ cursor: string | null; queued: number }[]>`
    WITH owners AS MATERIALIZED (
      SELECT c."id", c."email" FROM "Customer" c
      JOIN "Release" r ON r."id" = ${releaseId}::uuid
      WHERE (${cursor}::uuid IS NULL OR c."id" > ${cursor}::uuid)
        AND ${isOwner(now)} AND ${isReachable()}
      ORDER BY c."id" LIMIT ${PAGE}
    ), fresh AS (
      SELECT o."id", o."email", row_number() OVER (ORDER BY o."id") AS n FROM owners o
      WHERE NOT EXISTS (
        SELECT 1 FROM "Mail" m WHERE m."customerId" = o."id" AND m."kind" = 'release'
          AND m."subject" = ${releaseId})
    ), written AS (
      INSERT INTO "Mail" ("id", "kind", "subject", "recipient", "customerId", "batchId")
      SELECT mail."id", 'release', ${releaseId}, f."email", f."id", batch."id" FROM fresh f
      JOIN unnest(${mailIds}::uuid[]) WITH ORDINALITY AS mail("id", n) ON mail.n = f.n
      JOIN unnest(${batchIds}::uuid[]) WITH ORDINALITY AS batch("id", n)
        ON batch.n = (f.n - 1) / ${BATCH} + 1
      ON CONFLICT ("kind", "subject", "recipient") DO NOTHING
      RETURNING "batchId"
    ), jobs AS (
      SELECT graphile_worker.add_job(
        identifier => 'send-batch', payload => json_build_object('batchId', w."batchId"),
        max_attempts => 25, job_key => 'batch/' || w."batchId"::text)
      FROM (SELECT DISTINCT "batchId" FROM written) w
    )
    SELECT (SELECT "id"::text FROM owners ORDER BY owners."id" DESC LIMIT 1) AS "cursor",
      (SELECT count(*) FROM written)::int AS "queued", (SELECT count(*) FROM jobs)::int AS "jobs"`
  return row ?? { cursor: null, queued: 0 }
}

export type OwnerCount = {
  owners: number
  /** Of those: want no such mails; have an address that takes none; are told, or will be. */
  optedOut: number
  unreachable: number
  told: number
  /** Will get a mail when the release is announced. */
  toTell: number
}

/** How many have something of a release, and to how many of those a mail goes. */
export async function countOwners(releaseId: string, now: Date): Promise<OwnerCount> {
  const [row] = await db().$queryRaw<OwnerCount[]>`
    WITH owners AS (
      SELECT ${hasOptedOut} AS "hasOptedOut", ${isDead} AS "isDead", EXISTS (
        SELECT 1 FROM "Mail" m WHERE m."customerId" = c."id" AND m."kind" = 'release'
          AND m."subject" = ${releaseId}) AS "isTold"
      FROM "Customer" c JOIN "Release" r ON r."id" = ${releaseId}::uuid
      WHERE ${isOwner(now)}
    )
    SELECT count(*)::int AS "owners",
      (count(*) FILTER (WHERE "hasOptedOut"))::int AS "optedOut",
      (count(*) FILTER (WHERE "isDead" AND NOT "hasOptedOut"))::int AS "unreachable",
      (count(*) FILTER (WHERE "isTold"))::int AS "told",
      (count(*) FILTER (WHERE NOT "isTold" AND NOT "isDead" AND NOT "hasOptedOut"))::int AS "toTell"
    FROM owners`
  return row ?? { owners: 0, optedOut: 0, unreachable: 0, told: 0, toTell: 0 }
}
