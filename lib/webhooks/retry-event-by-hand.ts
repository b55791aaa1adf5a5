import { recordChange } from "@/lib/audit/store"
import { AppError } from "@/lib/errors"
import { describeError, log } from "@/lib/log"
import { retryEvent } from "@/lib/webhooks/retry-event"
import type { Outcome } from "@/lib/webhooks/rules"

/**
 * Applies an event of the ledger again because somebody asked for it; it stands in the audit log with what
 * came of it. "failed": it could not be applied this time either, and its row says why. Throws AppError
 * "not-found" for an unknown one.
 */
export async function retryEventByHand(id: string, actor: string): Promise<Outcome | "failed"> {
  const outcome = await retryEvent(id).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    log.warn({ event: id, error: describeError(error) }, "an event failed again")
    return "failed" as const
  })
  await recordChange({
    actor,
    action: "event.retry",
    subject: { kind: "event", id },
    before: null,
    after: { outcome },
  })
  return outcome
}
