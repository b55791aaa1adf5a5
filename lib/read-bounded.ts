/**
 * The text of a request's body, or null when it is larger than `limit` bytes, told before more than
 * that was read. An interrupted body throws.
 */
export async function readBounded(request: Request, limit: number): Promise<string | null> {
  return (await readBoundedBytes(request, limit))?.toString("utf8") ?? null
}

/** The same as bytes. */
export async function readBoundedBytes(
  request: Request,
  limit: number,
): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
