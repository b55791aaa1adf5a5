import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { now, plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { defaultBillingSettings, saveBillingSettings } from "@/lib/subscriptions/store/settings"
import { club, onSale, plan, save } from "@/tests/support/plan-documents"
import { runShop } from "@/tests/support/run-shop"
import { startSelling } from "@/tests/support/selling"
import { subscribes } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const json = async (...args: string[]) => JSON.parse((await runShop([...args, "--json"])).stdout)

async function file(document: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kiosk-plans-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, "plans.json")
  await writeFile(path, typeof document === "string" ? document : JSON.stringify(document))
  return path
}

it("R18: saves plans from the command line, and lists them", async () => {
  const path = await file(club(plan("good"), plan("better")))
  expect(await json("plan", "save", path)).toMatchObject({
    outcome: "saved",
    plans: [
      { slug: "good", version: 1, outcome: "created" },
      { slug: "better", version: 1, outcome: "created" },
    ],
  })
  const listed = (await runShop(["plan", "list"])).stdout
  expect(listed).toMatch(/club +better +1 +2 +on sale +\$9\.00 a month +drama/)
})

it("R18: retires a plan from the command line", async () => {
  const help = (await runShop(["plan", "--help"])).stdout
  for (const command of ["save", "list", "retire", "default", "settings"])
    expect(help).toContain(command)
  await save(club(plan("good")))
  expect((await runShop(["plan", "retire", "good"])).stdout).toContain("keep it")
  const again = await runShop(["plan", "retire", "good"])
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("no plan good on sale")])
  expect((await runShop(["plan", "list", "--all"])).stdout).toMatch(/good +1 +1 +retired/)
})

it("refuses a document with every fault, and writes nothing", async () => {
  const path = await file(club(plan("good", { tier: "one" }), plan("Better")))
  const { code, stdout, stderr } = await runShop(["plan", "save", path])
  expect([code, stdout]).toEqual([1, ""])
  expect(stderr).toContain("Nothing was saved.")
  expect(stderr).toContain("families[0].plans[0].tier: Write a whole number")
  expect(stderr).toContain("families[0].plans[1].slug: Write small letters")
  expect((await runShop(["plan", "save", await file("{")])).stderr).toContain("is not JSON")
  expect(await db().plan.count()).toBe(0)
})

it("R21, R22: the default plan is chosen, and follows to its next version", async () => {
  await save(club(plan("good")))
  expect((await runShop(["plan", "default", "good"])).stdout).toContain("good is the default plan")
  const path = await file(club(plan("good", { groups: ["western"] })))
  expect((await runShop(["plan", "save", path])).stdout).toContain("the default plan, in its new")
  const open = await db().defaultPlanPeriod.findMany({
    where: { endsAt: null },
    include: { plan: true },
  })
  expect(open).toMatchObject([{ plan: { version: 2, groups: ["western"] } }])
  expect(await json("plan", "default", "none")).toMatchObject({ slug: "none" })
  expect(await db().defaultPlanPeriod.count({ where: { endsAt: null } })).toBe(0)
})

it("R24: shows and changes the settings; another grace period counts at once", async () => {
  onTestFinished(() => saveBillingSettings(defaultBillingSettings))
  await save(club(plan("good")))
  const { customerId } = await subscribes(await onSale("good"))
  const end = async () =>
    (await db().entitlement.findFirstOrThrow({ where: { customerId } })).endsAt ?? now()
  await sandbox.told()
  const before = await end()
  expect(await json("plan", "settings")).toEqual({ ...defaultBillingSettings, changed: 0 })
  expect(
    await json(
      "plan",
      "settings",
      "--grace-days",
      "10",
      "--trial-days",
      "14",
      "--reminder-days",
      "3",
    ),
  ).toEqual({
    graceDays: 10,
    trialDays: 14,
    reminderDays: 3,
    opensWhilePaused: false,
    changed: 1,
  })
  expect(await end()).toEqual(plusSeconds(before, 3 * 86_400))
  expect(await json("plan", "settings", "--opens-while-paused", "on")).toMatchObject({
    opensWhilePaused: true,
    graceDays: 10,
  })
  const wrong = await runShop(["plan", "settings", "--grace-days", "many"])
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining("whole numbers")])
})
