import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import pg from "pg"
import { afterEach, describe, expect, it } from "vitest"
import { typescript } from "@/lib/cli/child"
import { db } from "@/lib/db"
import { sendBatches } from "@/lib/jobs/send-batches"
import { sendBatch } from "@/lib/mail/send-batch"
import { requeueLostBatches } from "@/lib/mail/store/batches"
import { recordReleaseMails } from "@/lib/mail/store/release-owners"
import { announceRelease } from "@/lib/releases/announce-release"
import { databaseName, withDatabase } from "@/tests/support/database"
import { makeProduct } from "@/tests/support/factories"
import { localFile, makeOwners, release, startReleasing } from "@/tests/support/releasing"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await startReleasing()

const running: ChildProcess[] = []
afterEach(async () => {
  for (const child of running.splice(0)) await kill(child)
})

/** `npm run shop -- release` in a process of its own, when it has said its first word. */
async function start(...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, typescript("lib/cli/shop.ts", "release", ...args), {
    stdio: ["ignore", "ignore", "pipe"],
  })
  running.push(child)
  // That its file is in the store. Until then it loads its modules, for as long as a busy machine takes.
  if (child.stderr) await once(child.stderr, "data")
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, "exit")
  child.kill("SIGKILL")
  await gone
}

/** How many mails each address has in the sandbox's mailbox, whose page shows the newest 500 alone. */
async function received(): Promise<Map<string, number>> {
  const shop = process.env.DATABASE_URL ?? ""
  const client = new pg.Client(withDatabase(shop, `${databaseName(shop)}_sandbox`))
  await client.connect()
  try {
    const { rows } = await client.query<{ to: string; n: number }>(
      "SELECT data->'to'->>0 AS to, count(*)::int AS n FROM mails GROUP BY 1",
    )
    return new Map(rows.map(({ to, n }) => [to, n]))
  } finally {
    await client.end()
  }
}

async function expectOneEach(count: number): Promise<void> {
  const mails = await received()
  expect(mails.size).toBe(count)
  expect([...mails.values()].every((n) => n === 1)).toBe(true)
  expect(await db().mail.count({ where: { sentAt: { not: null } } })).toBe(count)
}

describe("K18 fault 27 a release to 2,500 owners", () => {
  it("killed between Resend's answer and the note of it, and run again: each gets exactly one", async () => {
    const product = await makeProduct()
    await makeOwners(product.edition.id, 2500)
    const { path } = await localFile()
    // Resend takes the mails, answers too late, and its webhooks don't come.
    await sandbox.control("deliveries", { mode: "drop" })
    await sandbox.control("mail", { mode: "slow", delayMs: 600_000 })
    const first = await start(product.slug, "--file", path)
    await waitUntil(async () => (await received()).size >= 200, "two batches to be taken")
    await kill(first)
    expect(await db().mail.count({ where: { sentAt: { not: null } } })).toBe(0)
    await sandbox.control("mail", { mode: "ok" })
    const again = await release(product.slug, "--file", path)
    expect(again).toMatchObject({ isNew: false, mails: { sent: 2500, waiting: 0, failed: 0 } })
    await expectOneEach(2500)
    const last = await release(product.slug, "--file", path)
    expect(last).toMatchObject({ queuedNow: 0, mails: { sent: 2500 } })
    await expectOneEach(2500)
  }, 120_000)

  it("killed while owners are queued, and run again: nobody is lost, in batches of a hundred", async () => {
    const product = await makeProduct()
    await makeOwners(product.edition.id, 2500)
    const { path } = await localFile()
    const { releaseId } = await release(product.slug, "--file", path, "--no-mail")
    await sandbox.control("deliveries", { mode: "drop" })
    // What a process leaves behind that dies after its first page.
    expect(
      await recordReleaseMails(releaseId, { editionId: product.edition.id }, null, new Date()),
    ).toMatchObject({ queued: 1000 })
    const again = await release(product.slug, "--file", path)
    expect(again).toMatchObject({ queuedNow: 1500, mails: { sent: 2500 } })
    await expectOneEach(2500)
    const batches = await db().mail.groupBy({ by: ["batchId"], _count: true })
    expect(batches.map((batch) => batch._count)).toEqual(Array.from({ length: 25 }, () => 100))
  }, 60_000)

  it("announced and sent by two processes at once: each owner gets exactly one", async () => {
    const product = await makeProduct()
    await makeOwners(product.edition.id, 500)
    const { path } = await localFile()
    const { releaseId } = await release(product.slug, "--file", path, "--no-mail")
    const queued = await Promise.all([announceRelease(releaseId), announceRelease(releaseId)])
    expect(queued[0] + queued[1]).toBe(500)
    await Promise.all([sendBatches(() => undefined), sendBatches(() => undefined)])
    await expectOneEach(500)
  })
})

describe("fault 27 a batch", () => {
  it("that Resend took when it was larger is sent: nobody of it gets a second mail", async () => {
    const product = await makeProduct()
    await makeOwners(product.edition.id, 3)
    const { path } = await localFile()
    const { releaseId } = await release(product.slug, "--file", path, "--no-mail")
    await recordReleaseMails(releaseId, { editionId: product.edition.id }, null, new Date())
    const { batchId } = await db().mail.findFirstOrThrow()
    await sandbox.control("deliveries", { mode: "drop" })
    await sendBatch(batchId ?? "")
    // The answer was lost too.
    await db().mail.updateMany({ data: { sentAt: null, resendId: null } })
    const { id, customerId } = await db().mail.findFirstOrThrow({ orderBy: { id: "asc" } })
    await db().mailOptOut.create({ data: { customerId: customerId ?? "", reason: "asked" } })
    expect(await sendBatch(batchId ?? "")).toBe(2)
    expect(await db().mail.count({ where: { sentAt: null, id: { not: id } } })).toBe(0)
    expect([...(await received()).values()]).toEqual([1, 1, 1])
  })

  it("whose worker was killed is queued again after ten minutes, not after the queue's four hours", async () => {
    const product = await makeProduct()
    await makeOwners(product.edition.id, 3)
    const { path } = await localFile()
    const { releaseId } = await release(product.slug, "--file", path, "--no-mail")
    await recordReleaseMails(releaseId, { editionId: product.edition.id }, null, new Date())
    await db().mail.updateMany({ data: { createdAt: new Date(Date.now() - 3600_000) } })
    expect(await requeueLostBatches()).toBe(0)
    await db().$executeRaw`
      UPDATE graphile_worker._private_jobs SET locked_by = 'killed', attempts = 1,
        locked_at = now() - interval '11 minutes'`
    expect(await requeueLostBatches()).toBe(1)
    expect(await requeueLostBatches()).toBe(0)
  })
})
