import { seeOther } from "@/lib/delivery/answer-click"
import { readForm } from "@/lib/delivery/read-form"
import { changeReleaseMails } from "@/lib/mail/change-release-mails"

type Context = { params: Promise<{ token: string }> }

const MOST_BYTES = 4096

/**
 * The way out of mails about new versions. A mail program's own button posts here, without cookies, and
 * is answered without a redirect (RFC 8058, 3.1); so do the buttons of the page, with their `wish`, and
 * are led back to it. The address is the key.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const form = await readForm(request, MOST_BYTES)
  if (form === "too-large") return say(413, "That is no wish about mails.")
  const wish = form === "malformed" ? null : form.get("wish")
  const isKnown = await changeReleaseMails(token, wish === "resume" ? "resume" : "stop")
  if (isKnown === "not-found") return say(404, "This link is not one of ours.")
  if (wish === null) return say(200, "You get no more mails about new versions.")
  return seeOther(`/unsubscribe/${encodeURIComponent(token)}`)
}

/** Opening the address changes nothing: it leads to the page with the button. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return seeOther(`/unsubscribe/${encodeURIComponent((await params).token)}`)
}

function say(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      "cache-control": "private, no-store",
      "content-type": "text/plain; charset=utf-8",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    },
  })
}
