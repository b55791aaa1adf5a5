import { randomBytes } from "node:crypto"
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { migrate } from "@/lib/cli/migrate"
import { readMigrations } from "@/lib/cli/read-schema"
import { db, transaction } from "@/lib/db"
import { enqueue } from "@/lib/queue"
import { getShopId } from "@/lib/shop/store"
import { storage } from "@/lib/storage/storage"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import {
  ask,
  digestOf,
  inShop,
  makeBareDatabase,
  makeOtherShop,
  type OtherShop,
} from "@/tests/support/other-shop"
import { leaveNoModules } from "@/tests/support/own-modules"
import { type Ran, runShop } from "@/tests/support/run-shop"
import { makeSubscribed } from "@/tests/support/subscribed"

leaveNoModules()

const folder = await mkdtemp(join(tmpdir(), "kiosk-backup-"))
let number = 0
const place = (ending: string) => join(folder, `${++number}${ending}`)
const here = () => ({ url: process.env.DATABASE_URL ?? "" })

/** Runs commands of another shop, one after the other: its modules are loaded once. */
const runAllIn = (shop: OtherShop, commands: string[][]): Promise<Ran[]> =>
  inShop(shop, async () => {
    const other = await import("@/tests/support/run-shop")
    const ran: Ran[] = []
    for (const args of commands) ran.push(await other.runShop(args))
    return ran
  })
const runIn = async (shop: OtherShop, ...args: string[]): Promise<Ran> => {
  const [ran] = await runAllIn(shop, [args])
  if (!ran) throw new Error("Nothing ran.")
  return ran
}

/** A shop that has sold, with a cover, a subscription, a job, and texts that CSV finds hard. */
async function makeSoldShop() {
  await getShopId()
  const product = await makeProduct({ title: 'A "quoted", \\N title;\nof two lines', groups: [] })
  const coverKey = `public/covers/${randomBytes(6).toString("hex")}.png`
  await storage().put(coverKey, Buffer.from("a cover"), { contentType: "image/png" })
  await db().product.update({
    where: { id: product.id },
    data: { coverKey, summary: "", people: ['Ada, "the first"', "", "Bea\t"] },
  })
  const order = await makePaidOrder({ products: [product] })
  await makeSubscribed({ email: order.email })
  await transaction(() =>
    enqueue("redact-events", { customerId: order.customerId, addresses: ["a@example.com"] }),
  )
  return { order, coverKey }
}

async function backUp(): Promise<string> {
  const path = place(".tar")
  const { code, stdout } = await runShop(["backup", path])
  expect(code, stdout).toBe(0)
  return path
}

describe("backup and restore", () => {
  it("brings back every row, file and waiting job, and what a buyer's link opens", async () => {
    const { order, coverKey } = await makeSoldShop()
    const path = await backUp()
    const before = await digestOf(here().url)
    const other = await makeOtherShop()
    // Had the first written anything, the second would be refused.
    const [dry, wet] = await runAllIn(other, [
      ["restore", path, "--dry-run"],
      ["restore", path, "--json"],
    ])
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing was written") })
    expect(wet).toMatchObject({ code: 0, stderr: expect.anything() })
    const stdout = wet?.stdout ?? ""
    expect(JSON.parse(stdout)).toMatchObject({ isWritten: true, files: { count: 2 }, jobs: 1 })
    expect(await digestOf(other.DATABASE_URL)).toEqual(before)
    expect(
      await ask(
        other.DATABASE_URL,
        "SELECT t.identifier, j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id",
      ),
    ).toEqual([
      {
        identifier: "redact-events",
        payload: { customerId: order.customerId, addresses: ["a@example.com"] },
      },
    ])
    await inShop(other, async () => {
      const { bytesOf, get, grantFor } = await import("@/tests/support/delivery-requests")
      const response = await get(await grantFor(order))
      expect(response.status).toBe(200)
      expect((await bytesOf(response)).equals(order.file.bytes)).toBe(true)
      expect((await get(`/media/${coverKey}`)).status).toBe(200)
    })
  }, 60_000)

  it("writes its file whole or not at all, over nothing, and no secret into it", async () => {
    await makeSoldShop()
    const path = await backUp()
    const again = await runShop(["backup", path])
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("is there already")])
    const into = await runShop(["backup", place(""), "--json"])
    const { path: named, secrets } = JSON.parse(into.stdout)
    expect(named).toMatch(/kiosk-\d{4}-.*\.tar$/)
    expect(secrets).toBe(join(process.env.KIOSK_DATA ?? "", "env"))
    const text = await readFile(path, "latin1")
    expect(text).not.toContain(process.env.AUTH_SECRET)
    expect(text).not.toContain(process.env.STRIPE_WEBHOOK_SECRET)
    expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([])
  })

  it("saves what is left when the store has lost a file, and says which", async () => {
    const { order } = await makeSoldShop()
    await storage().remove(order.file.storageKey)
    const { code, stdout } = await runShop(["backup", place(".tar")])
    expect(code).toBe(1)
    expect(stdout).toContain(`missing  ${order.file.storageKey} is not in the store`)
  })

  it("refuses a damaged or unfinished archive, a filled shop, and an export: nothing is written", async () => {
    const { order } = await makeSoldShop()
    const path = await backUp()
    const other = await makeOtherShop()
    const empty = await digestOf(other.DATABASE_URL)
    const bytes = await readFile(path)
    const at = bytes.indexOf(order.email)
    const damages: [Buffer, RegExp][] = [
      [Buffer.concat([bytes.subarray(0, at), Buffer.from("X"), bytes.subarray(at + 1)]), /damaged/],
      [bytes.subarray(0, Math.floor(bytes.length / 2)), /damaged|not whole/],
      [Buffer.from("not an archive"), /damaged/],
    ]
    const broken = damages.map(() => place(".tar"))
    for (const [at, [damaged]] of damages.entries()) await writeFile(broken[at] ?? "", damaged)
    const commands = [...broken.map((one) => ["restore", one]), ["import-shop", path]]
    const refused = await runAllIn(other, commands)
    expect(refused.map(({ code }) => code)).toEqual([1, 1, 1, 1])
    for (const [at, [, words]] of damages.entries()) expect(refused[at]?.stderr).toMatch(words)
    expect(refused.at(-1)?.stderr).toContain('with "restore"')
    expect(await digestOf(other.DATABASE_URL)).toEqual(empty)
    expect(await readdir(other.KIOSK_DATA)).toEqual([])

    const before = await digestOf(here().url)
    const { code, stderr } = await runShop(["restore", path])
    expect([code, stderr]).toEqual([1, expect.stringContaining("This database is not empty")])
    expect(await digestOf(here().url)).toEqual(before)
  })

  it("takes a backup of an earlier release, and of no newer one", async () => {
    const names = (await readMigrations()).map(({ name }) => name)
    const older: OtherShop = { ...(await makeOtherShop()), DATABASE_URL: await makeBareDatabase() }
    await migrate(older.DATABASE_URL, undefined, names.slice(0, -1))
    await ask(
      older.DATABASE_URL,
      `INSERT INTO "Customer" ("id", "email") VALUES ('00000000-0000-7000-8000-000000000001', 'ada@example.com')`,
    )
    const path = place(".tar")
    expect((await runIn(older, "backup", path)).code).toBe(0)
    const other = await makeOtherShop()
    const { code, stderr } = await runIn(other, "restore", path)
    expect([code, stderr]).toEqual([0, expect.anything()])
    expect(await ask(other.DATABASE_URL, 'SELECT "email" FROM "Customer"')).toEqual([
      { email: "ada@example.com" },
    ])
    const applied = 'SELECT migration_name AS name FROM "_prisma_migrations" ORDER BY 1'
    expect(
      (await ask<{ name: string }>(other.DATABASE_URL, applied)).map(({ name }) => name),
    ).toEqual(names)

    await ask(
      older.DATABASE_URL,
      `UPDATE "_prisma_migrations" SET migration_name = '29990101000000_later' WHERE migration_name = '${names[0]}'`,
    )
    const newer = place(".tar")
    await runIn(older, "backup", newer)
    const third = await makeOtherShop()
    expect((await runIn(third, "restore", newer)).stderr).toContain("Update Kiosk first")
  }, 60_000)
})

describe("B75: the export of a whole shop", () => {
  it("brings the same figures into an empty database, from a folder of CSV files", async () => {
    const { order } = await makeSoldShop()
    await db().refund.create({
      data: {
        id: order.id,
        stripeRefundId: "re_1",
        checkoutId: order.id,
        currency: "usd",
        amount: 500,
        status: "succeeded",
        stripeVersionAt: new Date(),
      },
    })
    const path = place("")
    expect((await runShop(["export", path])).code).toBe(0)
    expect(await readdir(join(path, "tables"))).not.toContain("Session.csv")
    const csv = await readFile(join(path, "tables", "Customer.csv"), "utf8")
    expect(csv.split("\n")[0]).toContain("email")
    expect(csv).toContain(order.email)
    const bare: OtherShop = { ...(await makeOtherShop()), DATABASE_URL: await makeBareDatabase() }
    expect((await runIn(bare, "import-shop", path)).code).toBe(0)
    const figures = `
      SELECT 'orders' AS what, currency, count(*)::int, sum("amountTotal")::int FROM "Checkout" WHERE "paidAt" IS NOT NULL GROUP BY 2
      UNION ALL SELECT 'invoices', currency, count(*)::int, sum("amountPaid")::int FROM "Invoice" GROUP BY 2
      UNION ALL SELECT 'refunds', currency, count(*)::int, sum(amount)::int FROM "Refund" GROUP BY 2
      UNION ALL SELECT 'open', '', count(*)::int, 0 FROM "Entitlement" WHERE "revokedAt" IS NULL
      UNION ALL SELECT 'customers', '', count(*)::int, 0 FROM "Customer" ORDER BY 1, 2`
    const told = await ask(here().url, figures)
    expect(told.length).toBeGreaterThan(3)
    expect(await ask(bare.DATABASE_URL, figures)).toEqual(told)
  }, 60_000)
})
