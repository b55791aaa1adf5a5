import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { freePort } from "@/tests/support/free-port"
import { checkInvariants } from "@/tests/support/invariants"
import { startPrivatePostgres } from "@/tests/support/private-postgres"
import { type ShopProcess, startShopProcess } from "@/tests/support/start-shop-process"
import { waitUntil } from "@/tests/support/wait-until"

const started: ShopProcess[] = []
afterEach(async () => {
  for (const shop of started.splice(0)) await shop.kill()
})

async function shopProcess(env: Record<string, string> = {}): Promise<ShopProcess> {
  const shop = await startShopProcess(env)
  started.push(shop)
  return shop
}

/** Another connection, which holds all orders locked until it ends. */
async function lockOrders(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query(`BEGIN; SELECT 1 FROM "Checkout" FOR UPDATE`)
  return client
}

describe("fault 7 a shop that is killed", () => {
  it("between the ledger's row and the purchase: the next delivery completes it, once", async () => {
    const first = await shopProcess()
    const event = await first.order()
    const locker = await lockOrders()
    const cut = first.deliver(event)
    // It has claimed the event and now waits for the order that the other connection holds.
    await waitUntil(async () => {
      const { rowCount } = await locker.query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      )
      return rowCount
    }, "the webhook to wait for the order")
    await first.kill()
    expect(await cut).toBe(0)
    await locker.end()
    expect(await db().purchase.count()).toBe(0)
    const second = await shopProcess()
    expect(await second.deliver(event)).toBe(200)
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })

  it("before it could answer: the next delivery changes nothing", async () => {
    const first = await shopProcess({ HOLD_ANSWER: "1" })
    const event = await first.order()
    const cut = first.deliver(event)
    expect(await first.applied()).toBe(200)
    await first.kill()
    expect(await cut).toBe(0)
    const second = await shopProcess()
    expect(await second.deliver(event)).toBe(200)
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })
})

describe("fault 8 while the database is down", () => {
  it("no event is taken for good, and all are applied afterwards, without a restart of the shop", async () => {
    const home = await mkdtemp(join(tmpdir(), "kiosk-private-"))
    const postgres = await startPrivatePostgres(home, await freePort())
    try {
      const shop = await shopProcess({ DATABASE_URL: postgres.url })
      const events: Record<string, unknown>[] = []
      for (let n = 0; n < 5; n++) events.push(await shop.order())
      expect(await shop.deliver(events[0])).toBe(200)
      await postgres.crash()
      const answers = await Promise.all(events.map((event) => shop.deliver(event)))
      expect(answers.every((status) => status >= 500)).toBe(true)
      await postgres.restart()
      for (const event of events)
        await waitUntil(async () => (await shop.deliver(event)) === 200, "the event to be taken")
      expect(await shop.purchases()).toBe(5)
    } finally {
      await postgres.stop()
      await rm(home, { recursive: true, force: true })
    }
  })
})
