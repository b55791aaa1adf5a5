import { AppError } from "@/lib/errors"
import { readEvent } from "@/lib/stripe/verify-event"
import { applyEvent } from "@/lib/webhooks/apply-event"
import type { Outcome } from "@/lib/webhooks/rules"
import { findEvent } from "@/lib/webhooks/store/events"

/** Applies an event of the ledger again. Throws AppError "not-found" for an unknown one. */
export async function retryEvent(id: string): Promise<Outcome> {
  const event = await findEvent(id)
  if (!event) throw new AppError("not-found", `There is no event ${id} in the ledger.`)
  if (event.isHandled) return "duplicate"
  return applyEvent(readEvent(event.payload))
}
