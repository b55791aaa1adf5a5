import type { Scope } from "@/lib/sandbox/scope"

/** How far a shuffled event may be put off when the switch names no delay, in milliseconds. */
const shuffleMs = 1500

export type NewDelivery = { vendor: "resend" | "stripe"; event: string; type: string; body: string }

/**
 * Queues an event for the shop in the transaction in which it happened, as the switch says:
 * sent at once or later, kept back, never sent, twice, or in an order that chance decides.
 */
export async function recordDelivery(scope: Scope, delivery: NewDelivery): Promise<void> {
  const { mode, delayMs = mode === "shuffle" ? shuffleMs : 0 } = scope.settings.deliveries
  const state = mode === "hold" ? "held" : mode === "drop" ? "dropped" : "waiting"
  for (let copy = 0; copy < (mode === "duplicate" ? 2 : 1); copy += 1) {
    const wait = mode === "shuffle" ? Math.random() * delayMs : delayMs
    await scope.db.query(
      `INSERT INTO deliveries (vendor, event, type, body, state, due_at)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))`,
      [delivery.vendor, delivery.event, delivery.type, delivery.body, state, wait / 1000],
    )
  }
}
