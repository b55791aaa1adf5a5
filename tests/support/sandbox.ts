import { afterAll, afterEach, beforeAll } from "vitest"
import { z } from "zod"
import { createDatabase } from "@/lib/sandbox/postgres"
import { startSandbox } from "@/lib/sandbox/start-sandbox"
import { databaseName, withDatabase } from "@/tests/support/database"
import { testSecrets } from "@/tests/support/environment"
import { waitUntil } from "@/tests/support/wait-until"

export type TestSandbox = {
  url: string
  /** POSTs to one of its control endpoints; what that answers. Throws unless it answers 2xx. */
  control: (path: string, body?: unknown) => Promise<unknown>
  /** Waits until no event is on its way to the shop any more. */
  told: () => Promise<void>
  /** Ends it and starts it again: same address, same database. */
  restart: () => Promise<void>
}

const deliveries = z.array(z.object({ state: z.string() }))

/**
 * Starts the sandbox for the tests of one file, on a database of its own, at the address that the
 * shop's settings have for Stripe and Resend, and empties it after each test. Call it at the top
 * of the file.
 * @param options.shopUrl where it delivers webhooks to; nowhere when left out
 * @param options.port where it listens instead, when something stands before it
 */
export async function startTestSandbox(
  options: { shopUrl?: string; port?: number } = {},
): Promise<TestSandbox> {
  const shop = process.env.DATABASE_URL ?? ""
  const database = `${databaseName(shop)}_sandbox`
  await createDatabase(withDatabase(shop, "postgres"), database)
  const start = () =>
    startSandbox({
      port: options.port ?? Number(new URL(process.env.STRIPE_API_BASE ?? "").port),
      databaseUrl: withDatabase(shop, database),
      shopUrl: options.shopUrl ?? "http://127.0.0.1:9",
      stripeWebhookSecret: testSecrets.STRIPE_WEBHOOK_SECRET,
      resendWebhookSecret: testSecrets.RESEND_WEBHOOK_SECRET,
      clockFile: process.env.KIOSK_CLOCK ?? "",
    })
  let sandbox = await start()
  const { url } = sandbox
  const control = async (path: string, body: unknown = {}): Promise<unknown> => {
    const response = await fetch(`${url}/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}.`)
    return response.json()
  }
  const told = async () => {
    await waitUntil(async () => {
      const answer = await fetch(`${url}/control/deliveries.json`)
      return deliveries.parse(await answer.json()).every(({ state }) => state !== "waiting")
    }, "the last event to be delivered")
  }
  const restart = async () => {
    await sandbox.close()
    sandbox = await start()
  }
  beforeAll(async () => {
    await control("reset")
  })
  // At once: what it still had to tell must not meet the next test's emptying of tables.
  afterEach(async () => {
    await control("reset")
  })
  afterAll(() => sandbox.close())
  return { url, control, told, restart }
}
