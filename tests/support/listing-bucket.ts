import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http"
import { type Bucket, startBucket } from "@/tests/support/bucket"
import { freePort } from "@/tests/support/free-port"

type Parts = Map<string, { size: string; etag: string }>

/**
 * A bucket that also answers which parts of an upload it has (S3's ListParts), which the server behind it
 * does not: noted from what passes by.
 */
export async function startListingBucket(): Promise<Bucket> {
  const behind = await startBucket()
  const uploads = new Map<string, Parts>()
  const server = createServer((incoming, outgoing) => {
    const query = new URL(incoming.url ?? "", behind.endpoint).searchParams
    const uploadId = query.get("uploadId")
    if (incoming.method === "GET" && uploadId) return list(uploads.get(uploadId), outgoing)
    forward(behind.endpoint, incoming, outgoing, (etag) => {
      const part = query.get("partNumber")
      if (!uploadId) return
      const parts = uploads.get(uploadId) ?? new Map()
      if (part) parts.set(part, { size: incoming.headers["content-length"] ?? "0", etag })
      if (part) uploads.set(uploadId, parts)
      else uploads.delete(uploadId)
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const stop = async () => {
    server.close()
    server.closeAllConnections()
    await behind.stop()
  }
  return { ...behind, endpoint: `http://127.0.0.1:${port}`, stop }
}

function list(parts: Parts | undefined, outgoing: ServerResponse): void {
  const listed = [...(parts ?? [])].map(
    ([number, { size, etag }]) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag><Size>${size}</Size></Part>`,
  )
  outgoing.setHeader("content-type", "application/xml")
  outgoing.end(
    `<ListPartsResult><IsTruncated>false</IsTruncated>${listed.join("")}</ListPartsResult>`,
  )
}

function forward(
  endpoint: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  onDone: (etag: string) => void,
): void {
  const { method, headers, url = "" } = incoming
  const onward = request(new URL(url, endpoint), { method, headers }, (answer) => {
    if ((answer.statusCode ?? 500) < 300) onDone(String(answer.headers.etag ?? ""))
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  onward.on("error", () => outgoing.destroy())
  incoming.pipe(onward)
}
