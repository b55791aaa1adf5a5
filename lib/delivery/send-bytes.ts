import type { Readable } from "node:stream"
import { chooseAnswer, httpDate, type Representation } from "@/lib/delivery/choose-answer"
import { env } from "@/lib/env"
import { LENGTH_HEADER } from "@/lib/keep-lengths"
import { type ByteRange, storage } from "@/lib/storage/storage"

/**
 * Stored bytes as the answer to a GET or HEAD, with what HTTP promises of them: preconditions, one
 * range, validators, length. `headers` describe the bytes and go along where there are any.
 * @param mayHandOver whether a front server may send them instead (ACCEL_PREFIX; disk only)
 */
export function sendBytes(
  request: Request,
  key: string,
  bytes: Representation,
  headers: Headers,
  mayHandOver: boolean,
): Response {
  headers.set("accept-ranges", "bytes")
  headers.set("etag", bytes.etag)
  headers.set("last-modified", httpDate(bytes.modifiedAt))
  const answer = chooseAnswer(request.method, request.headers, bytes)
  const { status } = answer
  if (status === 416) headers.set("content-range", `bytes */${bytes.size}`)
  if (status === 304 || status === 412 || status === 416) return withoutBytes(status, headers)

  const handedOver = mayHandOver && request.method === "GET" ? accelPath(key) : null
  if (handedOver) {
    // The front server reads Range itself, says that it does, and sends the other headers on.
    headers.delete("accept-ranges")
    headers.set("x-accel-redirect", handedOver)
    return new Response(null, { status: 200, headers })
  }
  const range = status === 206 ? answer.range : { start: 0, end: bytes.size - 1 }
  const length = range.end - range.start + 1
  headers.set("content-length", String(length))
  headers.set(LENGTH_HEADER, String(length))
  if (status === 206)
    headers.set("content-range", `bytes ${range.start}-${range.end}/${bytes.size}`)
  const body = request.method === "GET" && length > 0 ? readBytes(key, range) : null
  return new Response(body, { status, headers })
}

// What they describe is not sent.
function withoutBytes(status: number, headers: Headers): Response {
  headers.delete("content-type")
  headers.delete("content-disposition")
  return new Response(null, { status, headers })
}

/** Where a front server finds the file: ACCEL_PREFIX is its internal location over the store's folder. */
function accelPath(key: string): string | null {
  const prefix = env().ACCEL_PREFIX?.replace(/\/+$/, "")
  const path = prefix ? storage().localPath(key) : null
  return path === null ? null : `${prefix}/${path}`
}

// The file is opened with the first pull, so a response that nobody reads holds nothing; a client
// that goes away destroys the file's stream, and with it the descriptor.
function readBytes(key: string, range: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
  let source: Readable | undefined
  let chunks: NodeJS.AsyncIterator<Uint8Array<ArrayBuffer>> | undefined
  let isCancelled = false
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        source ??= await storage().read(key, range)
        if (isCancelled) return void source.destroy()
        chunks ??= source[Symbol.asyncIterator]()
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        isCancelled = true
        source?.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}
