import { randomUUID } from "node:crypto"
import { describeError, log } from "@/lib/log"
import { readBounded } from "@/lib/read-bounded"
import { receiveEvent } from "@/lib/webhooks/receive-event"

/** Bytes. Stripe's events are far smaller. */
const LARGEST = 1024 * 1024

/** Takes Stripe's webhooks. 2xx only for what is stored; 500 makes Stripe send it again. */
export async function POST(request: Request): Promise<Response> {
  const body = await readBounded(request, LARGEST).catch(() => undefined)
  if (body === undefined) return Response.json({ error: "The body was cut off." }, { status: 400 })
  if (body === null) return Response.json({ error: "The body is too large." }, { status: 413 })
  try {
    const received = await receiveEvent(body, request.headers.get("stripe-signature"))
    if (received.outcome === "refused")
      return Response.json(
        { error: "This is no event signed with this shop's webhook secret." },
        { status: 400 },
      )
    return Response.json({ eventId: received.eventId, outcome: received.outcome })
  } catch (error) {
    const id = randomUUID()
    log.error({ id, error: describeError(error) }, "webhook failed")
    return Response.json({ error: "The event could not be applied.", id }, { status: 500 })
  }
}
