import { readBounded } from "@/lib/read-bounded"

/**
 * The fields of a small form, by either of the encodings that browsers use (HTML, "Form submission").
 * Reads `limit` bytes at most: of a longer body the rest is never taken in.
 */
export async function readForm(
  request: Request,
  limit: number,
): Promise<FormData | "too-large" | "malformed"> {
  const body = await readBounded(request, limit)
  if (body === null) return "too-large"
  const headers = { "content-type": request.headers.get("content-type") ?? "" }
  return new Response(body, { headers }).formData().catch(() => "malformed" as const)
}
