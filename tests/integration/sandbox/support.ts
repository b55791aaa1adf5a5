import Stripe from "stripe"
import { afterAll, beforeEach } from "vitest"
import { startShop, type TestShop } from "@/tests/integration/sandbox/shop"
import { startTestSandbox, type TestSandbox } from "@/tests/support/sandbox"

export type World = TestSandbox & { stripe: Stripe; shop: TestShop }

/** A sandbox, its SDK, and a shop that remembers what came; all of it anew for each test. */
export async function useSandbox(): Promise<World> {
  const shop = await startShop()
  afterAll(() => shop.stop())
  const sandbox = await startTestSandbox({ shopUrl: shop.url })
  beforeEach(() => {
    shop.answer(200)
    shop.received.splice(0)
  })
  return { ...sandbox, shop, stripe: stripeAt(sandbox.url) }
}

/** The SDK, pointed at the sandbox. */
export function stripeAt(
  url: string,
  config: Partial<{ timeout: number; maxNetworkRetries: number }> = {},
): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe("sk_test_sandbox", {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
    ...config,
  })
}
