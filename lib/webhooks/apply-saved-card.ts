import { keepCard } from "@/lib/account/keep-card"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { applyOnce } from "@/lib/webhooks/apply-once"
import type { Outcome } from "@/lib/webhooks/rules"

/** Applies that a Checkout session saved a card: no order, and at most a new default. */
export async function applySavedCard(event: EventSnapshot): Promise<Outcome> {
  const { id } = event.object
  const isDone = event.type === "checkout.session.completed" && typeof id === "string"
  // Stripe is asked before the transaction; asked twice, it says the same.
  const isKept = isDone && (await keepCard(id, null)).outcome === "kept"
  return applyOnce(event, async () => (isKept ? "applied" : "ignored"))
}
