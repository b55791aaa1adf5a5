import { startBridge } from "@/tests/support/http-bridge"

export type Received = { path: string; headers: Record<string, string>; body: string }

export type TestShop = {
  url: string
  received: Received[]
  /** What the shop answers from now on. */
  answer(status: number): void
  /** The types of Stripe's events, in the order of their arrival. */
  types(): string[]
  stop(): Promise<void>
}

/** A shop that only takes webhooks and remembers them. */
export async function startShop(): Promise<TestShop> {
  const received: Received[] = []
  let status = 200
  const { origin, stop } = await startBridge(async (request) => {
    received.push({
      path: new URL(request.url).pathname,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    })
    return new Response("seen", { status })
  })
  return {
    url: origin,
    received,
    answer(next) {
      status = next
    },
    types: () =>
      received
        .filter((one) => one.path === "/api/webhooks/stripe")
        .map((one) => String(JSON.parse(one.body).type)),
    stop,
  }
}
