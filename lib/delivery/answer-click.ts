import { clientAddress, networkOf } from "@/lib/client-address"
import { type Door, openDownload } from "@/lib/delivery/open-download"
import { readForm } from "@/lib/delivery/read-form"
import {
  badRequestNotice,
  notFoundNotice,
  orNotice,
  refusalNotice,
} from "@/lib/delivery/render-notice"
import { isForeignForm } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"

const MOST_BYTES = 4096

/**
 * Answers the form of a file's button (field `file`), wherever it stands: 303 to a grant, or a page
 * that says why not.
 * @param findDoor by what the sender comes to the file; or another answer, where there is no door
 */
export function answerClick(
  request: Request,
  findDoor: () => Promise<Door | Response>,
): Promise<Response> {
  return orNotice(async () => {
    if (isForeignForm(request.headers, shopOrigin(request.headers.get("host"))))
      return badRequestNotice(403)
    const form = await readForm(request, MOST_BYTES)
    if (form === "too-large") return badRequestNotice(413)
    const fileId = form === "malformed" ? null : form.get("file")
    if (typeof fileId !== "string") return badRequestNotice(400)

    const door = await findDoor()
    if (door instanceof Response) return door
    const opened = await openDownload({
      door,
      fileId,
      network: networkOf(clientAddress(request.headers)),
      userAgent: request.headers.get("user-agent"),
    })
    if (opened.outcome === "not-found") return notFoundNotice()
    if (opened.outcome === "refused") return refusalNotice(opened, door)
    return seeOther(opened.url)
  })
}

/** Opening the address of a button's form takes nothing: who looks ahead, or scans mails, uses nothing up. */
export function refuseToOpen(): Response {
  const response = badRequestNotice(405)
  response.headers.set("allow", "POST")
  return response
}

/** Sends a form's sender on to a path of the shop, by GET. */
export function seeOther(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location: path,
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
    },
  })
}
