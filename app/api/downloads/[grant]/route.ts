import { openGrant } from "@/lib/delivery/open-grant"
import { notFoundNotice, orNotice, waitingNotice } from "@/lib/delivery/render-notice"
import { isPrefetch } from "@/lib/delivery/rules"
import { serveDownload } from "@/lib/delivery/serve-file"

type Context = { params: Promise<{ grant: string }> }

/** The file of a grant, or a part of it: as often as the browser needs to have it all. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return orNotice(async () => {
    const { grant } = await params
    const starts = request.method === "GET" && !isPrefetch(request.headers)
    const file = await openGrant(grant, starts)
    if (file === "waiting") return waitingNotice()
    return file ? serveDownload(file, request) : notFoundNotice()
  })
}

export const HEAD = GET
