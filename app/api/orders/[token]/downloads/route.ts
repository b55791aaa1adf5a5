import { clientAddress, networkOf } from "@/lib/client-address"
import { openDownload } from "@/lib/delivery/open-download"
import { readForm } from "@/lib/delivery/read-form"
import {
  badRequestNotice,
  notFoundNotice,
  orNotice,
  refusalNotice,
} from "@/lib/delivery/render-notice"
import { isForeignForm } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"

type Context = { params: Promise<{ token: string }> }

const MOST_BYTES = 4096

/** A click on a file's button: 303 to a grant, or a page that says why not. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return orNotice(async () => {
    if (isForeignForm(request.headers, shopOrigin(request.headers.get("host"))))
      return badRequestNotice(403)
    const form = await readForm(request, MOST_BYTES)
    if (form === "too-large") return badRequestNotice(413)
    const fileId = form === "malformed" ? null : form.get("file")
    if (typeof fileId !== "string") return badRequestNotice(400)

    const { token } = await params
    const opened = await openDownload({
      token,
      fileId,
      network: networkOf(clientAddress(request.headers)),
      userAgent: request.headers.get("user-agent"),
    })
    if (opened.outcome === "not-found") return notFoundNotice()
    if (opened.outcome === "refused") return refusalNotice(opened, token)
    return new Response(null, {
      status: 303,
      headers: {
        location: opened.url,
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
      },
    })
  })
}

/** Opening the address takes nothing: whoever looks ahead, or scans mails, uses no download up. */
export function GET(): Response {
  const response = badRequestNotice(405)
  response.headers.set("allow", "POST")
  return response
}
