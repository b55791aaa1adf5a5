import { openStream } from "@/lib/delivery/open-stream"
import { notFoundNotice, orNotice } from "@/lib/delivery/render-notice"
import { serveStream } from "@/lib/delivery/serve-file"

type Context = { params: Promise<{ grant: string }> }

/** A file to be played or shown in a page; never counted. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return orNotice(async () => {
    const { grant } = await params
    const stream = await openStream(grant, request.headers.get("cookie"))
    if (!stream) return notFoundNotice()
    const response = await serveStream(stream.file, request)
    if (stream.setCookie) response.headers.append("set-cookie", stream.setCookie)
    return response
  })
}

export const HEAD = GET
