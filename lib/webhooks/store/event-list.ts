import { about } from "@/lib/account/store/ledger"
import { normaliseEmail } from "@/lib/customers/rules"
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
 *   itself), its type, or the address of a customer whom it is about; empty: any
 */
export async function findEvents(filter: {
  state: EventState
  about: string
  after: string | null
  limit: number
}): Promise<{ events: EventRow[]; next: string | null }> {
  const { after, limit } = filter
  const conditions = [
    states[filter.state],
    ...(filter.about ? [matches(filter.about)] : []),
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

function matches(typed: string): Prisma.Sql {
  if (typed.startsWith("evt_")) return Prisma.sql`e."id" = ${typed}`
  if (typed.includes("@")) return tellsOf(idsOf(normaliseEmail(typed)))
  if (typed.includes(".")) return Prisma.sql`e."type" = ${typed}`
  return tellsOf(Prisma.sql`SELECT ${typed}::text`)
}

// In a query of its own, which reads the few that tell of these ids: else PostgreSQL may look for them among
// all events, from the newest on.
function tellsOf(ids: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`e."id" = ANY(ARRAY(
    SELECT e."id" FROM "StripeEvent" e WHERE ${about} = ANY(ARRAY(${ids}))))`
}

/** What a customer, their payments and their subscriptions are called at Stripe. */
function idsOf(email: string): Prisma.Sql {
  const own = Prisma.sql`(SELECT p."id" FROM "Customer" p WHERE p."email" = ${email})`
  return Prisma.sql`
    SELECT unnest(ARRAY[c."stripePaymentIntentId", c."stripeSessionId"])
    FROM "Checkout" c WHERE c."customerId" = ${own}
    UNION
    SELECT y."stripePaymentIntentId" FROM "Subscription" s
    JOIN "Invoice" i ON i."stripeSubscriptionId" = s."stripeSubscriptionId"
    JOIN "InvoicePayment" y ON y."invoiceId" = i."id" WHERE s."customerId" = ${own}
    UNION
    SELECT s."stripeCustomerId" FROM "Subscription" s WHERE s."customerId" = ${own}
    UNION
    SELECT p."stripeCustomerId" FROM "Customer" p WHERE p."email" = ${email}`
}
