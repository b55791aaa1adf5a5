import Stripe from "stripe"
import { afterAll, beforeAll, beforeEach } from "vitest"
import { type SandboxOptions, startSandbox } from "@/lib/sandbox/start-sandbox"
import { startTestServer, type TestServer } from "@/tests/integration/sandbox/database"
import { startShop, type TestShop } from "@/tests/integration/sandbox/shop"

export const stripeSecret = "whsec_test_sandbox"
export const resendSecret = `whsec_${Buffer.from("a key of the sandbox's mail").toString("base64")}`

export type World = {
  url: string
  stripe: Stripe
  shop: TestShop
  /** Ends the sandbox and starts it again on the same database. */
  restart(): Promise<void>
  control(path: string, body?: object): Promise<{ status: number; body: unknown }>
}

/** One sandbox, one shop and one database for a test file; everything is emptied for each test. */
export function useSandbox(): World {
  const world: Partial<World> = {}
  let server: TestServer | undefined
  let running: { url: string; close(): Promise<void> } | undefined
  let options: SandboxOptions | undefined

  const start = async () => {
    if (!options) throw new Error("useSandbox has not begun")
    running = await startSandbox(options)
    world.url = running.url
    world.stripe = stripeAt(running.url)
  }

  beforeAll(async () => {
    server = await startTestServer()
    const shop = await startShop()
    world.shop = shop
    options = {
      port: 0,
      databaseUrl: await server.createDatabase(),
      shopUrl: shop.url,
      stripeWebhookSecret: `${stripeSecret},whsec_former`,
      resendWebhookSecret: resendSecret,
    }
    await start()
  }, 60_000)

  beforeEach(async () => {
    world.shop?.answer(200)
    await control(world.url ?? "", "reset")
    world.shop?.received.splice(0)
  })

  afterAll(async () => {
    await running?.close()
    await world.shop?.close()
    await server?.stop()
  })

  const part = <Name extends keyof World>(name: Name): World[Name] => {
    const value: World[Name] | undefined = world[name]
    if (value === undefined) throw new Error(`the sandbox has no ${name} yet`)
    return value
  }
  return {
    get url() {
      return part("url")
    },
    get stripe() {
      return part("stripe")
    },
    get shop() {
      return part("shop")
    },
    async restart() {
      await running?.close()
      await start()
    },
    control: (path, body) => control(part("url"), path, body),
  }
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

async function control(
  url: string,
  path: string,
  body: object = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** Waits until `read` gives something true, and gives that; throws after `seconds`. */
export async function until<Value>(
  read: () => Value | Promise<Value>,
  seconds = 10,
): Promise<NonNullable<Value>> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const value = await read()
    if (value) return value
    if (Date.now() > end) throw new Error(`nothing came within ${seconds} s: ${String(read)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
