import { randomUUID } from "node:crypto"
import { describeError, log } from "@/lib/log"
import { receiveMailEvent } from "@/lib/mail/receive-mail-event"
import { readBounded } from "@/lib/read-bounded"

/** Bytes. Resend's events are far smaller. */
const LARGEST = 256 * 1024

/** Takes Resend's webhooks. 2xx only for what is kept; 500 makes Resend send it again. */
export async function POST(request: Request): Promise<Response> {
  const body = await readBounded(request, LARGEST).catch(() => undefined)
  if (body === undefined) return Response.json({ error: "The body was cut off." }, { status: 400 })
  if (body === null) return Response.json({ error: "The body is too large." }, { status: 413 })
  try {
    const outcome = await receiveMailEvent(body, {
      id: request.headers.get("svix-id"),
      timestamp: request.headers.get("svix-timestamp"),
      signature: request.headers.get("svix-signature"),
    })
    if (outcome === "refused")
      return Response.json(
        { error: "This is no event signed with this shop's mail webhook secret." },
        { status: 400 },
      )
    return Response.json({ outcome })
  } catch (error) {
    const id = randomUUID()
    log.error({ id, error: describeError(error) }, "mail webhook failed")
    return Response.json({ error: "The event could not be applied.", id }, { status: 500 })
  }
}
