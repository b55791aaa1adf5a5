import { z } from "zod"
import { findAdministrator } from "@/app/admin/guard"
import { canChange } from "@/lib/administrators/rules"
import { changeCover, LARGEST_COVER } from "@/lib/catalog/change-cover"
import { isForeignForm } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { readBoundedBytes } from "@/lib/read-bounded"

type Context = RouteContext<"/api/admin/products/[slug]/cover">

const part = z.number().min(0).max(100)
const shape = z.object({ x: part, y: part, width: part, height: part })

/** Takes a product's picture, as a form sends it: 303 back to the product, with what came of it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const administrator = await findAdministrator()
  if (!administrator || isForeignForm(request.headers, shopOrigin(request.headers.get("host"))))
    return new Response("Not found", { status: 404 })
  const { slug } = await params
  const back = (query: string) =>
    new Response(null, {
      status: 303,
      headers: {
        location: `/admin/products/${encodeURIComponent(slug)}?${query}`,
        "cache-control": "no-store",
      },
    })
  if (!canChange(administrator.role)) return back("problem=role")
  try {
    await changeCover(slug, await readPicture(request), administrator.email)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return back(`problem=${error.code === "invalid" ? "picture" : error.code}`)
  }
  return back("done=cover")
}

async function readPicture(request: Request) {
  const body = await readBoundedBytes(request, LARGEST_COVER + 10_000)
  const headers = { "content-type": request.headers.get("content-type") ?? "" }
  const form = body && (await new Response(body, { headers }).formData().catch(() => null))
  const picture = form?.get("picture")
  if (form?.get("remove") === "on") return null
  if (!(picture instanceof File) || picture.size === 0)
    throw new AppError("invalid", "Choose a picture of at most 20 MB.")
  const crop = shape.safeParse(readJson(form?.get("crop")))
  return {
    bytes: new Uint8Array(await picture.arrayBuffer()),
    crop: crop.success ? crop.data : null,
  }
}

function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}
