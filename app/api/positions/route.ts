import { z } from "zod"
import { currentVisitor } from "@/app/visitor"
import { keepPosition } from "@/lib/delivery/keep-position"
import { readJson } from "@/lib/delivery/read-json"
import { isForeignForm } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"

const seconds = z.number().min(0).max(1_000_000)
const report = z.object({
  file: z.uuid(),
  seconds,
  duration: seconds.positive().nullable(),
  hasEnded: z.boolean(),
})

/** A player tells how far its viewer has come. */
export async function POST(request: Request): Promise<Response> {
  if (isForeignForm(request.headers, shopOrigin(request.headers.get("host")))) return answer(403)
  const told = await readJson(request, report)
  if (!told) return answer(400)
  const { file: fileId, ...rest } = told
  const kept = await keepPosition({ visitor: await currentVisitor(), fileId, ...rest })
  return answer(kept === "heard" ? 204 : 404)
}

function answer(status: number): Response {
  return new Response(null, { status, headers: { "cache-control": "private, no-store" } })
}
