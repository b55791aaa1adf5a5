import { now } from "@/lib/clock"
import { describeError, log } from "@/lib/log"
import { readEvent, signatureFault } from "@/lib/stripe/verify-event"
import { applyEvent } from "@/lib/webhooks/apply-event"
import type { Outcome } from "@/lib/webhooks/rules"

export type Received =
  | { outcome: Outcome; eventId: string }
  /** Not from Stripe, or not an event: nothing was written. */
  | { outcome: "refused" }

/**
 * Takes a webhook of Stripe's: its raw body and its signature. Throws when the event is good but
 * could not be applied, so that Stripe sends it again.
 */
export async function receiveEvent(body: string, signature: string | null): Promise<Received> {
  const fault = signatureFault(body, signature, now())
  if (fault) {
    log.warn({ fault }, "webhook refused")
    return { outcome: "refused" }
  }
  const event = parse(body)
  if (!event) return { outcome: "refused" }
  const outcome = await applyEvent(event)
  log.info({ event: event.id, type: event.type, outcome }, "webhook")
  return { outcome, eventId: event.id }
}

function parse(body: string) {
  try {
    return readEvent(body)
  } catch (error) {
    log.warn({ error: describeError(error) }, "webhook refused: not an event")
    return null
  }
}
