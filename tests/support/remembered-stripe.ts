import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { afterAll, beforeEach } from "vitest"

export type RememberedStripe = {
  /** From now on what was read once is answered again from memory; until the next test. */
  remember: () => void
}

type Answer = { status: number; headers: Record<string, string>; body: Buffer }

/**
 * Listens where the shop's settings have Stripe, and passes everything on to the sandbox, over HTTP both
 * times. A test that asks a thousand times for objects that do not change any more lets it remember them.
 */
export async function startRememberedStripe(sandboxUrl: string): Promise<RememberedStripe> {
  let memory: Map<string, Answer> | null = null
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  })
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const key = incoming.method === "GET" ? (incoming.url ?? "/") : null
    const known = key === null ? undefined : memory?.get(key)
    const { status, headers, body } = known ?? (await forward(sandboxUrl, incoming))
    if (key !== null && status === 200) memory?.set(key, { status, headers, body })
    outgoing.writeHead(status, headers).end(body)
  }
  const { port } = new URL(process.env.STRIPE_API_BASE ?? "")
  await new Promise<void>((resolve) => server.listen(Number(port), "127.0.0.1", resolve))
  beforeEach(() => {
    memory = null
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    remember: () => {
      memory = new Map()
    },
  }
}

async function forward(sandboxUrl: string, incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !hop.has(name) ? [[name, value]] : [],
  )
  const method = incoming.method ?? "GET"
  const response = await fetch(`${sandboxUrl}${incoming.url}`, {
    method,
    headers,
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  })
  const body = Buffer.from(await response.arrayBuffer())
  const kept = [...response.headers].filter(([name]) => !hop.has(name))
  return { status: response.status, headers: Object.fromEntries(kept), body }
}

// Of one connection (RFC 9110, section 7.6.1), and what fetch has undone or writes itself.
const hop = new Set(
  "connection keep-alive transfer-encoding content-length content-encoding host".split(" "),
)
