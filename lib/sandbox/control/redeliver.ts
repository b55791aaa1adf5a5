import type { Sandbox } from "@/lib/sandbox/sandbox"
import { readSettings } from "@/lib/sandbox/settings"
import { missing } from "@/lib/sandbox/stripe/faults"

/**
 * Sends at once what is held back and what waits for its next try, in the order of the events,
 * or, while the switch says shuffle, in an order that chance decides.
 */
export async function flushDeliveries(sandbox: Sandbox): Promise<{ flushed: number }> {
  const { deliveries } = await readSettings(sandbox.pool)
  const due = deliveries.mode === "shuffle" ? "now() - random() * interval '1 hour'" : "now()"
  const { rowCount } = await sandbox.pool.query(
    `UPDATE deliveries SET state = 'waiting', due_at = ${due}
     WHERE state = 'held' OR state = 'waiting'`,
  )
  sandbox.wake()
  return { flushed: rowCount ?? 0 }
}

/** Sends an event once more, whatever the switch says: the same id and body, signed anew. */
export async function resendEvent(sandbox: Sandbox, event: string): Promise<{ event: string }> {
  const { rowCount } = await sandbox.pool.query(
    `INSERT INTO deliveries (vendor, event, type, body, state)
     SELECT vendor, event, type, body, 'waiting' FROM deliveries WHERE event = $1
     ORDER BY id LIMIT 1`,
    [event],
  )
  if (!rowCount) throw missing("event", event, "id")
  sandbox.wake()
  return { event }
}
