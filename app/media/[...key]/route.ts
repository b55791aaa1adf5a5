import { notFoundNotice, orNotice } from "@/lib/delivery/render-notice"
import { serveImage } from "@/lib/delivery/serve-image"

type Context = { params: Promise<{ key: string[] }> }

/** Covers and other images that anyone may see. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return orNotice(async () => {
    const { key } = await params
    return (await serveImage(key.join("/"), request)) ?? notFoundNotice()
  })
}

export const HEAD = GET
