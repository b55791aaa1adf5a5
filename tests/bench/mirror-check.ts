import { pool } from "@/lib/db"
import type { CustomerEvents } from "@/tests/bench/customer-events"

/** Writes the events' customers as the shop's own, before any event. */
export async function saveCustomers({ customers }: CustomerEvents): Promise<void> {
  await pool().query(
    `INSERT INTO "Customer" ("id", "email", "stripeCustomerId", "updatedAt")
     SELECT gen_random_uuid(), email, id, now() FROM unnest($1::text[], $2::text[]) AS t (id, email)`,
    [customers.map(({ id }) => id), customers.map(({ email }) => email)],
  )
}

/**
 * Throws unless the shop's ledger holds `applied` applied events and all its customers are as new as
 * their newest event, and so are the engine's.
 */
export async function checkMirrors(events: CustomerEvents, applied: number): Promise<string> {
  const { rows } = await pool().query<{ applied: number; ours: number; theirs: number }>(
    `SELECT (SELECT count(*)::int FROM "StripeEvent" WHERE "outcome" = 'applied'
               AND "type" = 'customer.updated') AS applied,
            (SELECT count(*)::int FROM "Customer"
             WHERE "stripeVersionAt" = $1 AND "stripeCustomerId" = ANY($2)) AS ours,
            (SELECT count(*)::int FROM stripe.customers
             WHERE last_synced_at = $1 AND id = ANY($2)) AS theirs`,
    [events.newestAt(), events.customers.map(({ id }) => id)],
  )
  const [found] = rows
  const all = events.customers.length
  if (found?.applied !== applied || found.ours !== all || found.theirs !== all)
    throw new Error(`Of ${applied} events and ${all} customers: ${JSON.stringify(found)}.`)
  return `the ledger holds ${applied.toLocaleString("en-US")} applied events, and all ${all} customers are as new as their last event on both sides`
}
