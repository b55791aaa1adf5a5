import { createServer, type IncomingMessage } from "node:http"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { ReadableStream as NodeWebStream } from "node:stream/web"
import { keepLengths } from "@/lib/keep-lengths"
import { freePort } from "@/tests/support/free-port"

type Handler = (request: Request) => Promise<Response>
export type Bridge = { origin: string; stop: () => Promise<void> }

// As Next does with them (16.4, server/send-response.js).
const dropped = new Set(["content-length", "content-encoding", "transfer-encoding"])

keepLengths()

/** Serves a web handler over real HTTP, as Next does: who goes away cancels the response's body. */
export async function startBridge(handle: Handler): Promise<Bridge> {
  const port = await freePort()
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const response = await handle(toRequest(incoming, port))
      outgoing.statusCode = response.status
      for (const [name, value] of response.headers)
        if (name === "set-cookie") outgoing.appendHeader(name, value)
        else if (!dropped.has(name)) outgoing.setHeader(name, value)
      if (!response.body) return outgoing.end()
      const body: NodeWebStream = response.body as NodeWebStream
      await pipeline(Readable.fromWeb(body), outgoing).catch(() => outgoing.destroy())
    })()
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { origin: `http://127.0.0.1:${port}`, stop }
}

function toRequest(incoming: IncomingMessage, port: number): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, String(value))
  const method = incoming.method ?? "GET"
  const hasBody = method !== "GET" && method !== "HEAD"
  return new Request(`http://127.0.0.1:${port}${incoming.url}`, {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" } : {}),
  })
}
