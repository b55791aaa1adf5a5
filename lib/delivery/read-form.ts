/**
 * The fields of a small form, by either of the encodings that browsers use (HTML, "Form submission").
 * Reads `limit` bytes at most: of a longer body the rest is never taken in.
 */
export async function readForm(
  request: Request,
  limit: number,
): Promise<FormData | "too-large" | "malformed"> {
  const type = request.headers.get("content-type") ?? ""
  const body = await readBody(request, limit)
  if (body === "too-large") return body
  try {
    return await new Response(body, { headers: { "content-type": type } }).formData()
  } catch {
    return "malformed"
  }
}

async function readBody(request: Request, limit: number): Promise<Blob | "too-large"> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) {
    await request.body?.cancel()
    return "too-large"
  }
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = request.body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    length += next.value.length
    if (length > limit) {
      await reader?.cancel()
      return "too-large"
    }
    chunks.push(next.value)
  }
  return new Blob(chunks)
}
