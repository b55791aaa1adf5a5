import { mkdtemp, readFile, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { makePaidOrder } from "@/tests/support/factories"
import { runShop } from "@/tests/support/run-shop"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiosk-export-"))
})
afterAll(() => rm(folder, { recursive: true }))

describe("B45: npm run shop -- customer", () => {
  it("writes what the shop knows to a file for its owner alone, and overwrites none", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const path = join(folder, "ada.json")
    const ran = await runShop(["customer", "ADA@example.com", "--export", path, "--json"])
    expect(JSON.parse(ran.stdout)).toMatchObject({ customerId: order.customerId, exported: path })
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({
      version: 1,
      customer: { email: "ada@example.com" },
      orders: [{ id: order.id }],
    })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const again = await runShop(["customer", "ada@example.com", "--export", path])
    expect(again.code).toBe(1)
    expect(again.stderr).toContain("could not be written")
  })

  it("erases only with --yes, and its log names nobody", async () => {
    await makePaidOrder({ email: "ada@example.com" })
    const asked = await runShop(["customer", "ada@example.com", "--erase"])
    expect(asked.code).toBe(1)
    expect(asked.stderr).toContain("--yes")
    expect(await db().customer.count({ where: { email: "ada@example.com" } })).toBe(1)
    const done = await runShop(["customer", "ada@example.com", "--erase", "--yes"])
    expect(done.code).toBe(0)
    expect(done.stdout).toContain("without the person: 1")
    expect(done.stderr).not.toContain("ada@")
    expect(await db().customer.count({ where: { email: null } })).toBe(1)
  })

  it("says what it cannot do", async () => {
    expect((await runShop(["customer", "ada@example.com"])).stderr).toContain("--export")
    const unknown = await runShop(["customer", "ada@example.com", "--erase", "--yes"])
    expect(unknown.stderr).toContain("There is no customer")
    expect((await runShop(["customer", "ada", "--export", "x"])).stderr).toContain("address like")
  })
})
