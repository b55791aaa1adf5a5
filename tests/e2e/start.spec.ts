import { existsSync } from "node:fs"
import { readFile, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { readRunRecord } from "@/lib/cli/data-folder"
import { isAlive } from "@/lib/cli/lock.mjs"
import { launchShop, makeDataFolder, type RunningShop, startShop } from "@/tests/support/start-shop"

// Each of these runs `npm start` itself, on data folders and ports of its own.
test.describe.configure({ timeout: 120_000 })

test.describe("a shop on a laptop", () => {
  // One after the other: they tell the life of one shop, which takes its time to start.
  test.describe.configure({ mode: "serial" })
  let dataFolder: string
  let shop: RunningShop
  const childrenOf = () => readRunRecord(dataFolder)?.children ?? []
  const find = (name: string) => childrenOf().findLast((child) => child.name === name)
  test.beforeAll(async () => {
    dataFolder = await makeDataFolder()
    shop = await startShop({ dataFolder })
  })
  test.afterAll(async () => {
    await shop.stop()
    await rm(dataFolder, { recursive: true, force: true })
  })

  test("a second start in the same folder says where the first runs, and fails", async () => {
    const second = launchShop(dataFolder)
    expect(await second.child.exited).toBe(1)
    expect(second.output()).toContain(`already running at ${shop.url}`)
    expect(await healthOf(shop)).toBe(200)
  })

  test("the start prints a link that leads to the administrator's sign-in", async () => {
    const link = /Administrator\s+admin@kiosk\.test\s+(http\S+\/sign-in\/continue\?token=\S{46})/
    await expect.poll(shop.output, { timeout: 20_000 }).toMatch(link)
    const page = await fetch(link.exec(shop.output())?.[1] ?? "")
    expect(await page.text()).toContain("admin@kiosk.test")
  })

  test("what dies while the shop runs is started again", async () => {
    for (const name of ["worker", "web"]) {
      const before = find(name)?.pid ?? 0
      process.kill(before, "SIGKILL")
      await expect.poll(() => find(name)?.pid, { timeout: 15_000 }).not.toBe(before)
    }
    await expect.poll(() => healthOf(shop), { timeout: 15_000 }).toBe(200)
  })

  test("after a SIGKILL nothing runs on, and the next start has the data", async () => {
    const children = childrenOf()
    const postmaster = await postmasterOf(dataFolder)
    const secrets = await readFile(join(dataFolder, "env"), "utf8")
    process.kill(shop.pid, "SIGKILL")
    await shop.exited
    await expect
      .poll(() => children.some((child) => isAlive(child)) || exists(postmaster), {
        timeout: 15_000,
      })
      .toBe(false)

    shop = await startShop({ dataFolder })
    expect(await readFile(join(dataFolder, "env"), "utf8")).toBe(secrets)
    expect(shop.output()).not.toContain("Applied")
    const health: unknown = await (await fetch(`${shop.url}/api/health`)).json()
    expect(health).toMatchObject({ ok: true })
  })

  test("SIGTERM ends the shop with 0 and leaves no process behind", async () => {
    const children = childrenOf()
    expect(children.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["sandbox", "worker", "web"]),
    )
    const postmaster = await postmasterOf(dataFolder)
    process.kill(shop.pid, "SIGTERM")
    expect(await shop.exited).toBe(0)
    expect(children.filter((child) => isAlive(child))).toEqual([])
    expect(exists(postmaster)).toBe(false)
    expect(existsSync(join(dataFolder, "lock"))).toBe(false)
  })
})

test("a public address starts nothing until every variable is there, and names each", async () => {
  const dataFolder = await makeDataFolder()
  const env = { PUBLIC_URL: "https://shop.example", STRIPE_SECRET_KEY: "sk_live_x" }
  const { child, output } = launchShop(dataFolder, env)
  expect(await child.exited).toBe(1)
  for (const name of [
    "DATABASE_URL",
    "STRIPE_WEBHOOK_SECRET",
    "RESEND_API_KEY",
    "MAIL_FROM",
    "AUTH_SECRET",
    "SUPPORT_EMAIL",
    "ADMIN_EMAILS",
  ])
    expect(output()).toContain(name)
  expect(output()).not.toMatch(/Sandbox|Mailbox|Demonstration|signs in/)
  await rm(dataFolder, { recursive: true, force: true })
})

test("a port that was asked for and is taken stops the start with a sentence", async () => {
  const dataFolder = await makeDataFolder()
  const taken = new URL(process.env.KIOSK_URL ?? "").port
  const { child, output } = launchShop(dataFolder, { PORT: taken })
  expect(await child.exited).toBe(1)
  expect(output()).toContain(`Port ${taken} (PORT) is taken`)
  await rm(dataFolder, { recursive: true, force: true })
})

test("generated secrets are for their owner's eyes only", async () => {
  const path = join(process.env.KIOSK_DATA ?? "", "env")
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(path, "utf8")).toMatch(/^([A-Z_]+=\S+\n)+$/)
})

function healthOf({ url }: RunningShop): Promise<number> {
  return fetch(`${url}/api/health`).then(
    ({ status }) => status,
    () => 0,
  )
}

async function postmasterOf(dataFolder: string): Promise<number> {
  const text = await readFile(join(dataFolder, "postgres", "postmaster.pid"), "utf8")
  return Number.parseInt(text, 10)
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
