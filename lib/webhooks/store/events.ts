import { db, pool } from "@/lib/db"
import { enqueue } from "@/lib/queue"
import type { CustomerSnapshot } from "@/lib/stripe/snapshots"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import type { Handled } from "@/lib/webhooks/rules"

/**
 * Takes an event for this transaction: the one that writes or retakes its row may apply it. Others
 * wait for the row, then see that it was handled. False: somebody has handled it.
 */
export async function claimEvent(event: EventSnapshot): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    INSERT INTO "StripeEvent" ("id", "type", "apiVersion", "livemode", "payload", "createdAt")
    VALUES (${event.id}, ${event.type}, ${event.apiVersion}, ${event.livemode},
            ${event.payload}::jsonb, ${event.createdAt})
    ON CONFLICT ("id") DO UPDATE SET "attempts" = "StripeEvent"."attempts" + 1
    WHERE "StripeEvent"."handledAt" IS NULL
    RETURNING 1`
  return rows.length > 0
}

/** Notes what became of a claimed event. A parked one is queued to be tried again, once. */
export async function recordHandled(id: string, outcome: Handled): Promise<void> {
  if (outcome === "parked") {
    const { count } = await db().stripeEvent.updateMany({
      where: { id, parkedAt: null },
      data: { parkedAt: new Date(), lastError: null },
    })
    if (count > 0)
      await enqueue("apply-event", { eventId: id }, { runAt: new Date(Date.now() + 2_000) })
    return
  }
  await db().stripeEvent.update({
    where: { id },
    data: { handledAt: new Date(), outcome, parkedAt: null, lastError: null },
  })
}

/** Writes an event that nobody acts on, in one statement. False: it was there. */
export async function recordIgnored(event: EventSnapshot): Promise<boolean> {
  const { rowCount } = await pool().query({
    name: "record-ignored-event",
    text: `
      INSERT INTO "StripeEvent"
        ("id", "type", "apiVersion", "livemode", "payload", "createdAt", "handledAt", "outcome")
      VALUES ($1, $2, $3, $4, $5::jsonb, $6, now(), 'ignored')
      ON CONFLICT ("id") DO NOTHING`,
    values: [
      event.id,
      event.type,
      event.apiVersion,
      event.livemode,
      event.payload,
      event.createdAt,
    ],
  })
  return rowCount === 1
}

/** Notes why an event could not be applied, outside the transaction that was rolled back. */
export async function recordEventFailure(event: EventSnapshot, reason: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "StripeEvent"
      ("id", "type", "apiVersion", "livemode", "payload", "createdAt", "lastError")
    VALUES (${event.id}, ${event.type}, ${event.apiVersion}, ${event.livemode},
            ${event.payload}::jsonb, ${event.createdAt}, ${reason.slice(0, 500)})
    ON CONFLICT ("id") DO UPDATE
    SET "attempts" = "StripeEvent"."attempts" + 1, "lastError" = excluded."lastError"
    WHERE "StripeEvent"."handledAt" IS NULL`
}

/**
 * Claims a customer's event and moves the copy's name, in one round trip of two writes (bench P1).
 * Where nothing could be applied, nothing is written and the answer says why:
 * - `behind`: the copy is as new or newer; the object must be fetched first.
 * - `unknown`: no customer of the shop's.
 */
export async function applyCustomerEvent(
  event: EventSnapshot,
  customer: CustomerSnapshot,
): Promise<"applied" | "duplicate" | "behind" | "unknown"> {
  // The same event twice at once: the second waits for the customer's row, finds it as new, and
  // moves nothing. The reasons at the end are only looked up where nothing was claimed.
  const { rows } = await pool().query<{
    outcome: "applied" | "duplicate" | "behind" | "unknown"
  }>({
    name: "apply-customer-event",
    text: `
      WITH moved AS (
        UPDATE "Customer"
        SET "name" = CASE WHEN "nameTypedAt" IS NULL THEN coalesce($8, "name") ELSE "name" END,
            "stripeVersionAt" = $6, "updatedAt" = now()
        WHERE "stripeCustomerId" = $7 AND ("stripeVersionAt" < $6 OR "stripeVersionAt" IS NULL)
          AND NOT EXISTS (SELECT FROM "StripeEvent" WHERE "id" = $1 AND "handledAt" IS NOT NULL)
        RETURNING 1
      ), claimed AS (
        INSERT INTO "StripeEvent" AS e
          ("id", "type", "apiVersion", "livemode", "payload", "createdAt", "handledAt", "outcome")
        SELECT $1, $2, $3, $4, $5::jsonb, $6, now(), 'applied' FROM moved
        ON CONFLICT ("id") DO UPDATE
        SET "attempts" = e."attempts" + 1, "handledAt" = now(), "outcome" = excluded."outcome",
            "parkedAt" = NULL, "lastError" = NULL
        WHERE e."handledAt" IS NULL
        RETURNING 1
      )
      SELECT CASE
        WHEN EXISTS (SELECT FROM claimed) THEN 'applied'
        WHEN EXISTS (SELECT FROM "StripeEvent" WHERE "id" = $1 AND "handledAt" IS NOT NULL)
          THEN 'duplicate'
        WHEN EXISTS (SELECT FROM "Customer" WHERE "stripeCustomerId" = $7) THEN 'behind'
        ELSE 'unknown'
      END AS outcome`,
    values: [
      event.id,
      event.type,
      event.apiVersion,
      event.livemode,
      event.payload,
      event.createdAt,
      customer.id,
      customer.name,
    ],
  })
  return rows[0]?.outcome ?? "behind"
}

/** Moves the copy of a customer to what was fetched, unless it has moved since `seenAt`. */
export async function saveFetchedCustomer(
  customer: CustomerSnapshot,
  versionAt: Date,
  seenAt: Date | null,
): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE "Customer"
    SET "name" = CASE WHEN "nameTypedAt" IS NULL
          THEN coalesce(${customer.name}, "name") ELSE "name" END,
        "updatedAt" = now(),
        "stripeVersionAt" = greatest("stripeVersionAt", ${versionAt})
    WHERE "stripeCustomerId" = ${customer.id}
      AND "stripeVersionAt" IS NOT DISTINCT FROM ${seenAt}::timestamptz`
  return count > 0
}

/** The version that the copy of a customer was built from; null: none yet. */
export async function findCustomerVersion(stripeCustomerId: string): Promise<Date | null> {
  const row = await db().customer.findUnique({
    where: { stripeCustomerId },
    select: { stripeVersionAt: true },
  })
  return row?.stripeVersionAt ?? null
}

/** An event's payload as JSON text, and whether it was handled; null: unknown. */
export async function findEvent(
  id: string,
): Promise<{ payload: string; isHandled: boolean } | null> {
  const row = await db().stripeEvent.findUnique({
    where: { id },
    select: { payload: true, handledAt: true },
  })
  return row && { payload: JSON.stringify(row.payload), isHandled: row.handledAt !== null }
}
