import { findAdministrator } from "@/app/admin/guard"
import { badRequestNotice, notFoundNotice, orNotice } from "@/lib/delivery/render-notice"
import { isForeignForm } from "@/lib/delivery/rules"
import { serveDownload } from "@/lib/delivery/serve-file"
import { tryFile } from "@/lib/delivery/try-file"
import { shopOrigin } from "@/lib/env"

type Context = { params: Promise<{ file: string }> }

/** A file of any edition, for whoever runs the shop: nothing is counted, and it stands in the audit log. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return orNotice(async () => {
    const administrator = await findAdministrator()
    if (!administrator) return notFoundNotice()
    if (isForeignForm(request.headers, shopOrigin(request.headers.get("host"))))
      return badRequestNotice(403)
    const file = await tryFile((await params).file, administrator.email)
    // The whole file, whatever the form's request asks for beside it.
    return file ? serveDownload(file, new Request(request.url)) : notFoundNotice()
  })
}
