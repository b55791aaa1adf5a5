import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { openEngine } from "@/tests/bench/sides/sync-engine"

// The engine behind node:http, as its README puts it behind a server.
const engine = openEngine()

createServer((request, response) => void answer(request, response)).listen(
  Number(process.env.PORT),
  "127.0.0.1",
)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const signature = request.headers["stripe-signature"]
  if (request.method !== "POST" || typeof signature !== "string")
    return void response.writeHead(400).end()
  try {
    await engine.processWebhook(Buffer.concat(chunks), signature)
    response.writeHead(200, { "content-type": "application/json" }).end('{"received":true}')
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
}
