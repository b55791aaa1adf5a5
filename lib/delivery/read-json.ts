import type { z } from "zod"
import { readBounded } from "@/lib/read-bounded"

const MOST_BYTES = 1024

/** The body of a small request from one of the shop's own pages; null when it is not what `schema` asks for. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<T | null> {
  const body = await readBounded(request, MOST_BYTES)
  try {
    return schema.parse(JSON.parse(body ?? ""))
  } catch {
    return null
  }
}
