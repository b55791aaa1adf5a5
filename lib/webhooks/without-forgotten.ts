import { isForgotten } from "@/lib/customers/store/customers"
import { redactEvent } from "@/lib/stripe/redact-event"
import { type EventSnapshot, readEvent } from "@/lib/stripe/verify-event"

// Customers, payment intents and sessions of Stripe's, and orders of the shop's.
const ids = /"((?:cus|pi|cs)_[A-Za-z0-9_]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/g

/**
 * The event as it may be kept: unchanged, or, when it speaks of somebody who was erased, without
 * anything personal, so that a late event brings nobody back. One statement.
 */
export async function withoutForgotten(event: EventSnapshot): Promise<EventSnapshot> {
  if (event.isForgotten) return event
  const named = new Set(Array.from(event.payload.matchAll(ids), ([, id = ""]) => id))
  if (!(await isForgotten([...named]))) return event
  const redacted = readEvent(redactEvent(JSON.parse(event.payload)))
  return { ...redacted, isForgotten: true }
}
