import { db } from "@/lib/db"
import { type Retention, readRetention } from "@/lib/retention/rules"
import { findSetting, saveSetting } from "@/lib/shop/store"

const NAME = "retention"

/** How long the shop keeps what it does not need for ever. */
export async function getRetention(): Promise<Retention> {
  return readRetention(await findSetting(NAME))
}

/** Keeps the settings. */
export async function saveRetention(retention: Retention): Promise<void> {
  await saveSetting(NAME, JSON.stringify(retention))
}

export type EventBatch = { last: { receivedAt: string; id: string } | null; emptied: number }

/**
 * Empties the payloads of the next `limit` events that came before `before`, behind the event `after` in
 * the order of their coming. One that is not applied keeps its payload: it is still needed.
 * @returns the last of them (its time as PostgreSQL writes it, to the microsecond), null at the end
 */
export async function emptyPayloads(
  before: Date,
  after: EventBatch["last"],
  limit: number,
): Promise<EventBatch> {
  const [row] = await db().$queryRaw<
    { receivedAt: string | null; id: string | null; emptied: number }[]
  >`
    WITH batch AS (
      SELECT e."id", e."receivedAt" FROM "StripeEvent" e
      WHERE e."receivedAt" < ${before} AND e."handledAt" IS NOT NULL AND e."payload" <> '{}'
        AND (e."receivedAt", e."id") > (${after?.receivedAt ?? "-infinity"}::timestamptz, ${after?.id ?? ""})
      ORDER BY e."receivedAt", e."id" LIMIT ${limit}
    ), emptied AS (
      UPDATE "StripeEvent" e SET "payload" = '{}' FROM batch b WHERE e."id" = b."id" RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM emptied) AS "emptied", l."receivedAt"::text, l."id"
    FROM (SELECT 1) one
    LEFT JOIN LATERAL (
      SELECT * FROM batch ORDER BY "receivedAt" DESC, "id" DESC LIMIT 1) l ON true`
  if (!row?.receivedAt || !row.id) return { last: null, emptied: 0 }
  return { last: { receivedAt: row.receivedAt, id: row.id }, emptied: row.emptied }
}

/**
 * Forgets from where, and with which browser, the next `limit` downloads before `before` were made, behind
 * the download `after` in the order of their ids.
 */
export async function forgetDownloadTraces(
  before: Date,
  after: string,
  limit: number,
): Promise<{ last: string | null; forgotten: number }> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    UPDATE "Download" d SET "network" = NULL, "userAgent" = NULL
    FROM (
      SELECT "id" FROM "Download"
      WHERE "id" > ${after}::uuid AND "createdAt" < ${before}
        AND ("network" IS NOT NULL OR "userAgent" IS NOT NULL)
      ORDER BY "id" LIMIT ${limit}) b
    WHERE d."id" = b."id" RETURNING d."id"::text`
  const ids = rows.map(({ id }) => id).sort()
  return { last: ids.at(-1) ?? null, forgotten: ids.length }
}
