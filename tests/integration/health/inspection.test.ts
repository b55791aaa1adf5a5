import { describe, expect, it } from "vitest"
import { now, plusSeconds } from "@/lib/clock"
import { db, transaction } from "@/lib/db"
import { inspectShop } from "@/lib/health/inspect-shop"
import { enqueue } from "@/lib/queue"
import { reconcile } from "@/lib/webhooks/reconcile"
import { pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { runShop } from "@/tests/support/run-shop"
import { begin, startSelling } from "@/tests/support/selling"
import { deliver, makeEvent } from "@/tests/support/stripe-events"

const { sandbox } = await startSelling()

describe("what an owner sees of the shop's health", () => {
  it("X4: tells what the last look at Stripe had to mend, also when Stripe did not answer", async () => {
    expect((await inspectShop()).reconcile).toBeNull()
    await sandbox.control("deliveries", { mode: "drop" })
    await pay((await begin(await makeProduct())).url)
    await reconcile({ since: plusSeconds(now(), -3600) })
    expect((await inspectShop()).reconcile).toMatchObject({ mended: 1, failed: 0, error: null })

    await sandbox.control("api", { mode: "error", path: "/v1/events" })
    await expect(reconcile()).rejects.toThrow()
    await sandbox.control("api", { mode: "ok" })
    expect((await inspectShop()).reconcile).toMatchObject({ mended: 0, error: expect.any(String) })
  })

  it("tells how late events came, which failed, and which jobs do", async () => {
    await deliver(makeEvent("checkout.session.completed", { id: "cs", mode: "payment" }))
    const receivedAt = now()
    await db().stripeEvent.updateMany({
      data: { receivedAt, createdAt: plusSeconds(receivedAt, -90) },
    })
    await transaction(() => enqueue("reconcile", {}))
    await transaction(() => enqueue("tidy", {}))
    await db()
      .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = 'no luck'
      WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'tidy')`
    const found = await inspectShop()
    expect(found.lag).toEqual({ events: 1, median: 90, longest: 90 })
    expect(found.failingEvents).toMatchObject([{ type: "checkout.session.completed" }])
    expect(found.jobs).toMatchObject([
      { task: "tidy", failing: 1, waiting: 0, lastError: "no luck" },
      { task: "reconcile", failing: 0, waiting: 1 },
    ])
    expect(found.database.version).toMatch(/^\d+/)
    expect(found.files).toMatchObject({ kind: "disk" })

    const { code, stdout } = await runShop(["health"])
    expect(code).toBe(1)
    expect(stdout).toContain("Events: 1 failed")
    expect(stdout).toContain("no luck")
  })
})
