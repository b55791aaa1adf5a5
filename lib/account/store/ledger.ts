import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** Whose an event is: the expression of the index "StripeEvent_about_idx", to the letter. */
export const about = Prisma.sql`(coalesce(
  e."payload" #>> '{data,object,payment_intent}', e."payload" #>> '{data,object,customer}',
  e."payload" #>> '{data,object,id}'))`

export type LedgerRow = { id: string; payload: unknown }

/**
 * Notes the Stripe customers that the ledger tells of in events about what was this erased person's;
 * how many of them are new. A customer who is now somebody else's is left out.
 */
export async function recordNamedCustomers(customerId: string): Promise<number> {
  return db().$executeRaw`
    INSERT INTO "ForgottenReference" ("id", "customerId")
    SELECT DISTINCT e."payload" #>> '{data,object,customer}', ${customerId}::uuid
    FROM "ForgottenReference" r JOIN "StripeEvent" e ON ${about} = r."id"
    WHERE r."customerId" = ${customerId}::uuid
      AND starts_with(e."payload" #>> '{data,object,customer}', 'cus_')
      AND NOT EXISTS (SELECT 1 FROM "Customer" c
        WHERE c."stripeCustomerId" = e."payload" #>> '{data,object,customer}')
    ON CONFLICT ("id") DO NOTHING`
}

/** The Stripe customers that were this erased person. */
export async function listForgottenCustomers(customerId: string): Promise<string[]> {
  const rows = await db().forgottenReference.findMany({
    where: { customerId, id: { startsWith: "cus_" } },
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** The ids of all events about what was this erased person's. */
export async function listEventIdsAbout(customerId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT e."id" FROM "ForgottenReference" r JOIN "StripeEvent" e ON ${about} = r."id"
    WHERE r."customerId" = ${customerId}::uuid`
  return rows.map((row) => row.id)
}

/** Events of the ledger by their ids. */
export async function listEventsById(ids: string[]): Promise<LedgerRow[]> {
  return db().stripeEvent.findMany({
    where: { id: { in: ids } },
    select: { id: true, payload: true },
  })
}

/** Replaces the payloads of events, in one statement. */
export async function savePayloads(events: LedgerRow[]): Promise<void> {
  await db().$executeRaw`
    UPDATE "StripeEvent" e SET "payload" = v.payload::jsonb
    FROM unnest(${events.map((event) => event.id)}::text[],
                ${events.map((event) => JSON.stringify(event.payload))}::text[]) AS v(id, payload)
    WHERE e."id" = v.id`
}

/**
 * One stretch of the ledger in the order of its ids, and the events in it that name one of these
 * addresses; `next` is null at its end.
 * @param pattern a regular expression for lower-case text, beside the addresses that it stands for
 */
export async function listEventsNaming(
  addresses: string[],
  pattern: string,
  { after, limit }: { after: string; limit: number },
): Promise<{ events: LedgerRow[]; next: string | null }> {
  // Looking for the bare text first is much cheaper than the expression (strpos needs no machine).
  const [stretch] = await db().$queryRaw<{ last: string | null; seen: number }[]>`
    SELECT max("id") AS last, count(*)::int AS seen FROM (
      SELECT "id" FROM "StripeEvent" WHERE "id" > ${after} ORDER BY "id" LIMIT ${limit}) s`
  const last = stretch?.last ?? null
  if (last === null) return { events: [], next: null }
  const events = await db().$queryRaw<LedgerRow[]>`
    SELECT e."id", e."payload" FROM "StripeEvent" e,
      LATERAL (SELECT lower(e."payload"::text) AS body OFFSET 0) b
    WHERE e."id" > ${after} AND e."id" <= ${last}
      AND EXISTS (SELECT 1 FROM unnest(${addresses}::text[]) a(text) WHERE strpos(b.body, a.text) > 0)
      AND b.body ~ ${pattern}`
  return { events, next: stretch?.seen === limit ? last : null }
}
