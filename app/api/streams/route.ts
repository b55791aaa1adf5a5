import { z } from "zod"
import { currentVisitor } from "@/app/visitor"
import { readJson } from "@/lib/delivery/read-json"
import { renewStream } from "@/lib/delivery/renew-stream"
import { isForeignForm } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"

const asking = z.object({ file: z.uuid() })

/** A fresh address for a player whose old one has lapsed, for whoever may still open the film. */
export async function POST(request: Request): Promise<Response> {
  if (isForeignForm(request.headers, shopOrigin(request.headers.get("host")))) return answer(403)
  const asked = await readJson(request, asking)
  if (!asked) return answer(400)
  const url = await renewStream({ visitor: await currentVisitor(), fileId: asked.file })
  return url ? answer(200, { url }) : answer(404)
}

function answer(status: number, body: { url?: string } = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "private, no-store" } })
}
