import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

export const eventStates = ["all", "failing", "parked", "applied"] as const
/** Which events: those that failed, those that wait for another, those that are done, or all. */
export type EventState = (typeof eventStates)[number]

/** An event of the ledger, as the shop's owner sees it. */
export type EventRow = {
  id: string
  type: string
  receivedAt: Date
  handledAt: Date | null
  parkedAt: Date | null
  outcome: string | null
  attempts: number
  lastError: string | null
}

/**
 * Events, newest first, `limit` of them, those before the event `after`. `next` is the event to go on from,
 * null at the end.
 * @param about an event's id, the id of what it tells of (a payment intent, a customer, or the object
 *   itself), or its type; empty: any
 */
export async function findEvents(filter: {
  state: EventState
  about: string
  after: string | null
  limit: number
}): Promise<{ events: EventRow[]; next: string | null }> {
  const { about, after, limit } = filter
  const conditions = [
    states[filter.state],
    ...(about ? [matches(about)] : []),
    ...(after
      ? [
          Prisma.sql`(e."receivedAt", e."id") < (
            SELECT a."receivedAt", a."id" FROM "StripeEvent" a WHERE a."id" = ${after})`,
        ]
      : []),
  ]
  const rows = await db().$queryRaw<EventRow[]>`
    SELECT e."id", e."type", e."receivedAt", e."handledAt", e."parkedAt", e."outcome"::text,
      e."attempts", e."lastError"
    FROM "StripeEvent" e WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY e."receivedAt" DESC, e."id" DESC LIMIT ${limit + 1}`
  const events = rows.slice(0, limit)
  return { events, next: rows.length > limit ? (events.at(-1)?.id ?? null) : null }
}

/** An event with all that Stripe told in it; null: it is not in the ledger. */
export async function findWholeEvent(id: string) {
  return db().stripeEvent.findUnique({ where: { id } })
}

const states: Record<EventState, Prisma.Sql> = {
  all: Prisma.sql`true`,
  failing: Prisma.sql`e."handledAt" IS NULL AND e."parkedAt" IS NULL`,
  parked: Prisma.sql`e."handledAt" IS NULL AND e."parkedAt" IS NOT NULL`,
  applied: Prisma.sql`e."handledAt" IS NOT NULL`,
}

function matches(about: string): Prisma.Sql {
  if (about.startsWith("evt_")) return Prisma.sql`e."id" = ${about}`
  if (about.includes(".")) return Prisma.sql`e."type" = ${about}`
  // As the index "StripeEvent_about_idx" has it.
  return Prisma.sql`coalesce(e."payload" #>> '{data,object,payment_intent}',
    e."payload" #>> '{data,object,customer}', e."payload" #>> '{data,object,id}') = ${about}`
}
