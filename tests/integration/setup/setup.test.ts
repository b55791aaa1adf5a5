import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { z } from "zod"
import { listChanges } from "@/lib/audit/store"
import { db } from "@/lib/db"
import { startWorker } from "@/lib/jobs/start-worker"
import { recordWorkerSeen } from "@/lib/jobs/store"
import { sendMail } from "@/lib/mail/send-mail"
import { findTrialGoods } from "@/lib/setup/find-trial-goods"
import type { Check, CheckId } from "@/lib/setup/rules"
import { sendTestMail } from "@/lib/setup/send-test-mail"
import { simulatePurchase } from "@/lib/webhooks/simulate-purchase"
import { startBucket } from "@/tests/support/bucket"
import { pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { mailbox } from "@/tests/support/mailbox"
import { leaveNoModules, loadAnew } from "@/tests/support/own-modules"
import { runShop } from "@/tests/support/run-shop"
import { begin, startSelling } from "@/tests/support/selling"

const { sandbox, shop } = await startSelling()
leaveNoModules()

const settings = Object.fromEntries(
  Object.entries(process.env).map(([name, value]) => [name, value ?? ""]),
)
const address = "owner@example.com"

/** The checks of a shop with these settings in place of the test's own. */
async function checksWith(other: Record<string, string> = {}): Promise<Map<CheckId, Check>> {
  loadAnew({ ...settings, ...other })
  const { listChecks } = await import("@/lib/setup/list-checks")
  return new Map((await listChecks()).map((check) => [check.id, check]))
}

const stateOf = async (id: CheckId, other: Record<string, string> = {}) =>
  (await checksWith(other)).get(id)

async function testMail() {
  await sendTestMail(address)
  return db().mail.findFirstOrThrow({ orderBy: { id: "desc" } })
}

afterEach(() => {
  delete process.env.S3_BUCKET
  delete process.env.S3_ENDPOINT
  loadAnew(settings)
})

describe("the first steps of a shop", () => {
  it("says of an empty shop what is left, step by step, and the command exits with 1", async () => {
    const checks = await checksWith()
    const states = [...checks.values()].map(({ id, state }) => `${id} ${state}`)
    expect(states).toEqual([
      "stripe warning",
      "webhook todo",
      "mail todo",
      "storage ok",
      "worker failed",
      "address warning",
      "legal warning",
      "product todo",
      "purchase todo",
    ])
    for (const { state, fix } of checks.values()) expect(fix === null).toBe(state === "ok")
    const { hasOpenSteps } = await import("@/lib/setup/list-checks")
    expect(await hasOpenSteps()).toBe(true)

    const { code, stdout, stderr } = await runShop(["setup"])
    expect(stderr).toBe("")
    expect(code).toBe(1)
    expect(stdout).toContain("npm run worker")
  })

  it("B76: has nothing open once a purchase went through and a mail left", async () => {
    const product = await makeProduct()
    await makeProduct({ editions: [{ amount: 0 }] })
    // The page's button sends the only thing that is for sale on the way of any shopper.
    const [goods, ...others] = await findTrialGoods()
    expect([goods?.slug, others]).toEqual([product.edition.slug, []])
    const { url } = await begin(product, { again: true })
    expect(await stateOf("purchase")).toMatchObject({ state: "todo" })
    await pay(url)
    await sandbox.told()
    await recordWorkerSeen()
    await sendMail((await testMail()).id)
    const [mail] = await mailbox(sandbox.url, address)
    expect(mail?.subject).toBe("Your shop’s mails arrive")
    expect((await listChanges({ after: null, limit: 1 })).changes).toMatchObject([
      { actor: address, action: "setup.test-mail" },
    ])

    const { code, stdout } = await runShop(["setup", "--json"])
    const shape = z.array(z.object({ id: z.string(), state: z.string() }))
    const open = shape.parse(JSON.parse(stdout)).filter(({ state }) => state !== "ok")
    expect(open.map(({ id }) => id)).toEqual(["stripe", "address", "legal"])
    expect(code).toBe(0)
    const { hasOpenSteps } = await import("@/lib/setup/list-checks")
    expect(await hasOpenSteps()).toBe(false)
  })

  it("B76: with a live key offers no button, takes no test order for a sale, and says to buy and refund", async () => {
    const product = await makeProduct()
    await pay((await begin(product)).url)
    await sandbox.told()
    for (const key of ["sk_live_kiosk", "rk_live_kiosk", "unknown"]) {
      loadAnew({ STRIPE_SECRET_KEY: key })
      const anew = await import("@/lib/setup/find-trial-goods")
      expect(await anew.findTrialGoods()).toEqual([])
    }
    const live = { STRIPE_SECRET_KEY: "sk_live_kiosk" }
    expect(await stateOf("purchase", live)).toMatchObject({
      state: "warning",
      found: "An order is paid in test mode, none with money.",
      fix: expect.stringContaining("refund it"),
    })
    await db().checkout.updateMany({ data: { stripeSessionId: "cs_live_1" } })
    expect(await stateOf("purchase", live)).toMatchObject({ state: "ok" })
  })

  it("B76: takes a simulated purchase for a try, and not for an event of Stripe’s", async () => {
    const { edition } = await makeProduct()
    loadAnew({ PUBLIC_URL: shop.origin })
    const anew = await import("@/lib/webhooks/simulate-purchase")
    expect(anew.simulatePurchase).not.toBe(simulatePurchase)
    await anew.simulatePurchase({ editionSlug: edition.slug, email: address, currency: null })
    const checks = await checksWith()
    expect(checks.get("purchase")).toMatchObject({ state: "warning" })
    expect(checks.get("purchase")?.fix).toContain("4242")
    expect(checks.get("webhook")).toMatchObject({ state: "todo" })
  })

  it("says that a key is wrong, missing or that the webhook has no secret", async () => {
    expect(await stateOf("stripe", { STRIPE_SECRET_KEY: "rk_wrong" })).toMatchObject({
      state: "failed",
      found: expect.stringContaining("Invalid API key"),
      fix: expect.stringContaining("STRIPE_SECRET_KEY"),
    })
    const none = await checksWith({ STRIPE_SECRET_KEY: "", STRIPE_WEBHOOK_SECRET: "" })
    expect(none.get("stripe")).toMatchObject({ state: "failed" })
    expect(none.get("webhook")).toMatchObject({ state: "failed" })
    expect(none.get("webhook")?.fix).toContain("/api/webhooks/stripe")
  })

  it("says what a restricted key lacks, and what stays unknown for it", async () => {
    await sandbox.control("api", { mode: "forbidden", path: "/v1/account" })
    expect((await stateOf("stripe"))?.found).toContain("sandbox")
    await sandbox.control("api", { mode: "forbidden", path: "/v1/balance_transactions" })
    expect(await stateOf("stripe")).toMatchObject({
      state: "warning",
      found: expect.stringContaining("fees stay unknown"),
      fix: expect.stringContaining("Balance transactions"),
    })
  })

  it("says which variable mail lacks, and why a test mail was not sent", async () => {
    for (const name of ["RESEND_API_KEY", "MAIL_FROM"])
      expect(await stateOf("mail", { [name]: "" })).toMatchObject({
        state: "failed",
        found: `${name} is not set.`,
      })
    const { id } = await testMail()
    expect(await stateOf("mail")).toMatchObject({ state: "todo" })
    await db().mail.update({ where: { id }, data: { lastError: "The domain is not verified." } })
    expect(await stateOf("mail")).toMatchObject({
      state: "failed",
      found: expect.stringContaining("The domain is not verified."),
      fix: expect.stringContaining("MAIL_FROM"),
    })
  })

  it("says that nothing can be kept where KIOSK_DATA is no folder", async () => {
    const file = join(process.env.KIOSK_DATA ?? "", "..", `no-folder-${process.pid}`)
    await writeFile(file, "")
    expect(await stateOf("storage", { KIOSK_DATA: file })).toMatchObject({
      state: "failed",
      fix: expect.stringContaining("KIOSK_DATA"),
    })
  })

  it("says that a bucket is open to everybody, or not there", async () => {
    const bucket = await startBucket()
    const place = { S3_BUCKET: bucket.bucket, S3_ENDPOINT: bucket.endpoint }
    // The server of the tests lets everybody read.
    expect(await stateOf("storage", place)).toMatchObject({
      state: "failed",
      fix: expect.stringContaining("Block public access"),
    })
    expect(await stateOf("storage", { ...place, S3_BUCKET: "elsewhere" })).toMatchObject({
      state: "failed",
      fix: expect.stringContaining("S3_BUCKET"),
    })
    await bucket.stop()
  })

  it("says that no worker was heard of lately, and hears of one that starts", async () => {
    await (await startWorker()).stop()
    expect(await stateOf("worker")).toMatchObject({ state: "ok" })
    await db().$executeRaw`UPDATE "Setting" SET "value" = (now() - interval '1 hour')::text
      WHERE "name" = 'worker-seen'`
    expect(await stateOf("worker")).toMatchObject({
      state: "failed",
      found: "The last was heard of 60 minutes ago.",
    })
  })

  it("asks of a shop with a public address for https and an imprint of the owner’s", async () => {
    const open = await checksWith({ PUBLIC_URL: "http://shop.example.com" })
    expect(open.get("address")).toMatchObject({ state: "failed" })
    expect(open.get("legal")).toMatchObject({
      state: "todo",
      found: expect.stringContaining("legal/imprint.md"),
    })
    expect(await stateOf("address", { PUBLIC_URL: "https://shop.example.com" })).toMatchObject({
      state: "ok",
    })
  })

  it("says which product lacks files, and takes the demonstration for no goods of the owner’s", async () => {
    const { id, title } = await makeProduct()
    await db().releaseFile.deleteMany()
    expect(await stateOf("product")).toMatchObject({
      state: "todo",
      found: expect.stringContaining(title),
    })
    await db().product.update({ where: { id }, data: { archivedAt: new Date() } })
    const demo = await makeProduct()
    await db().product.update({ where: { id: demo.id }, data: { isDemo: true } })
    expect(await stateOf("product")).toMatchObject({ state: "warning" })
    const own = await makeProduct({ title: "The Owner’s Own" })
    expect(await stateOf("product")).toMatchObject({
      state: "ok",
      found: expect.stringContaining(own.title),
    })
  })
})
