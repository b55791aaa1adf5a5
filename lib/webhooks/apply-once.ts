import { transaction } from "@/lib/db"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import type { Handled, Outcome } from "@/lib/webhooks/rules"
import { claimEvent, recordHandled } from "@/lib/webhooks/store/events"

/**
 * Runs `work` for an event that nobody has handled, and notes its outcome, in one transaction: claim,
 * change, and the jobs and mails that follow stand or fall together.
 */
export async function applyOnce(
  event: EventSnapshot,
  work: () => Promise<Handled>,
): Promise<Outcome> {
  return transaction(async () => {
    if (!(await claimEvent(event))) return "duplicate"
    const found = await work()
    // What an erased person's order is to wait for does not come any more.
    const outcome = found === "parked" && event.isForgotten ? "ignored" : found
    await recordHandled(event.id, outcome)
    return outcome
  })
}
