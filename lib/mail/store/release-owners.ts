import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import { Prisma } from "@/prisma/client/client"

/** How many owners one statement writes to, and how many mails one call sends. */
const PAGE = 1000
const BATCH = 100

/**
 * Whether a customer, "Customer" c, has something of a release, "Release" r, at `now`: bought or given, not
 * refunded, not disputed, not over, while the release is not taken back. What a plan opens is a library of
 * thousands, and no mail each.
 */
export function isOwner(now: Date): Prisma.Sql {
  return Prisma.sql`(c."email" IS NOT NULL AND c."erasedAt" IS NULL AND r."withdrawnAt" IS NULL AND EXISTS (
    SELECT 1 FROM "Entitlement" e
    WHERE e."customerId" = c."id" AND ${isRunning(now)}
      AND (e."productId" = r."productId" OR e."editionId" IN (
        SELECT f."editionId" FROM "ReleaseFile" f WHERE f."releaseId" = r."id"))))`
}

// "Entitlement" e, by itself and not by a plan.
function isRunning(now: Date): Prisma.Sql {
  return Prisma.sql`(e."source" IN ('purchase', 'grant') AND e."revokedAt" IS NULL
    AND e."startsAt" <= ${now} AND (e."endsAt" IS NULL OR e."endsAt" > ${now}))`
}

/** Whether such a customer may be written to: wants it, and has an address that takes mail as far as is known. */
export function isReachable(): Prisma.Sql {
  return Prisma.sql`(NOT ${hasOptedOut} AND NOT ${isDead})`
}

// Each asked of one customer at a time, by an index: as a join they would be read whole for each page.
const hasOptedOut = Prisma.sql`(
  (SELECT true FROM "MailOptOut" o WHERE o."customerId" = c."id") IS TRUE)`

// The last word counts: a mailbox may be made anew.
const isDead = Prisma.sql`(
  (SELECT true FROM "Mail" b WHERE lower(btrim(b."recipient")) = c."email" AND b."isBounceFinal"
     AND NOT EXISTS (
       SELECT 1 FROM "Mail" d
       WHERE lower(btrim(d."recipient")) = c."email" AND d."deliveredAt" > b."bouncedAt")
   LIMIT 1) IS TRUE)`

/** What of a product somebody may have: one edition, or all of it. */
export type OwnedPart = { editionId: string } | { productId: string }

/** What a release is of: the editions that have files in it, and the product as a whole. */
export async function listOwnedParts(releaseId: string): Promise<OwnedPart[]> {
  const { productId } = await db().release.findUniqueOrThrow({
    where: { id: releaseId },
    select: { productId: true },
  })
  const editions = await db().releaseFile.findMany({
    where: { releaseId },
    distinct: ["editionId"],
    orderBy: { editionId: "asc" },
    select: { editionId: true },
  })
  return [...editions, { productId }]
}

export type QueuedPage = {
  /** The last customer that was looked at; null: there are no more. */
  cursor: string | null
  queued: number
}

/**
 * Writes the mails about a release to the next 1,000 who have a part of it in the order of their ids, 100 to
 * a batch, and a job for each batch, by one statement: a page is written whole or not at all. Whoever has a
 * mail about this release, at whatever address, gets none. Each step reads what the one before found, and
 * no more: the planner knows little of tables that grow while this runs.
 */
export async function recordReleaseMails(
  releaseId: string,
  part: OwnedPart,
  cursor: string | null,
  now: Date,
): Promise<QueuedPage> {
  const mailIds = Array.from({ length: PAGE }, newId)
  const batchIds = Array.from({ length: PAGE / BATCH }, newId)
  const isOfPart =
    "editionId" in part
      ? Prisma.sql`e."editionId" = ${part.editionId}::uuid`
      : Prisma.sql`e."productId" = ${part.productId}::uuid`
  const isAhead = cursor ? Prisma.sql`e."customerId" > ${cursor}::uuid` : Prisma.sql`true`
  const [row] = await db().$queryRaw<QueuedPage[]>`
    WITH page AS MATERIALIZED (
      SELECT DISTINCT e."customerId" AS "id" FROM "Entitlement" e
      WHERE ${isOfPart} AND ${isAhead} AND ${isRunning(now)}
      ORDER BY 1 LIMIT ${PAGE}
    ), mailed AS MATERIALIZED (
      SELECT m."customerId", m."kind", m."subject" FROM "Mail" m
      WHERE m."customerId" = ANY(ARRAY(SELECT "id" FROM page))
    ), told AS MATERIALIZED (
      SELECT m."customerId" FROM mailed m WHERE m."kind" = 'release' AND m."subject" = ${releaseId}
    ), fresh AS (
      SELECT c."id", c."email", row_number() OVER (ORDER BY c."id") AS n FROM "Customer" c
      WHERE c."id" = ANY(ARRAY(SELECT "id" FROM page))
        AND c."email" IS NOT NULL AND c."erasedAt" IS NULL AND ${isReachable()}
        -- As a join it would be read once for each of them, however many mails they had before.
        AND c."id" NOT IN (SELECT "customerId" FROM told)
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
    SELECT (SELECT "id"::text FROM page ORDER BY page."id" DESC LIMIT 1) AS "cursor",
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
    WITH owning AS MATERIALIZED (
      SELECT DISTINCT e."customerId" AS "id" FROM "Entitlement" e
      WHERE ${isRunning(now)}
        AND (e."productId" = (SELECT r."productId" FROM "Release" r WHERE r."id" = ${releaseId}::uuid)
          OR e."editionId" = ANY(ARRAY(
            SELECT f."editionId" FROM "ReleaseFile" f WHERE f."releaseId" = ${releaseId}::uuid)))
    ), owners AS MATERIALIZED (
      SELECT ${hasOptedOut} AS "hasOptedOut", ${isDead} AS "isDead", c."id" IN (
        SELECT m."customerId" FROM "Mail" m WHERE m."kind" = 'release'
          AND m."subject" = ${releaseId} AND m."customerId" IS NOT NULL) AS "isTold"
      FROM owning o JOIN "Customer" c ON c."id" = o."id"
      WHERE c."email" IS NOT NULL AND c."erasedAt" IS NULL
    )
    SELECT count(*)::int AS "owners",
      (count(*) FILTER (WHERE "hasOptedOut"))::int AS "optedOut",
      (count(*) FILTER (WHERE "isDead" AND NOT "hasOptedOut"))::int AS "unreachable",
      (count(*) FILTER (WHERE "isTold"))::int AS "told",
      (count(*) FILTER (WHERE NOT "isTold" AND NOT "isDead" AND NOT "hasOptedOut"))::int AS "toTell"
    FROM owners`
  return row ?? { owners: 0, optedOut: 0, unreachable: 0, told: 0, toTell: 0 }
}
