import { createServer, type IncomingHttpHeaders } from "node:http"

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

export type TestShop = {
  url: string
  received: Received[]
  /** What the shop answers from now on. */
  answer(status: number): void
  /** The types of Stripe's events, in the order of their arrival. */
  types(): string[]
  close(): Promise<void>
}

/** A shop that only takes webhooks and remembers them. */
export async function startShop(): Promise<TestShop> {
  const received: Received[] = []
  let status = 200
  const server = createServer((request, response) => {
    let body = ""
    request.setEncoding("utf8")
    request.on("data", (chunk: string) => {
      body += chunk
    })
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body })
      response.writeHead(status).end("seen")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer(next) {
      status = next
    },
    types: () =>
      received
        .filter((one) => one.path === "/api/webhooks/stripe")
        .map((one) => String(JSON.parse(one.body).type)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
