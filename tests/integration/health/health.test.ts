import { describe, expect, it } from "vitest"
import { GET } from "@/app/api/health/route"
import { db } from "@/lib/db"
import { deliver, makeEvent } from "@/tests/support/stripe-events"

async function health() {
  const response = await GET()
  return { status: response.status, body: await response.json() }
}

describe("the health page", () => {
  it("says that the database answers and its migrations are current", async () => {
    const { status, body } = await health()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ok: true,
      version: expect.stringMatching(/^\d/),
      jobs: { waiting: 0, failing: 0, oldestSeconds: 0 },
      webhooks: { lastReceivedAt: null, failing: 0, parked: 0 },
    })
  })

  it("counts failing and parked events, and stays ok", async () => {
    await deliver(makeEvent("checkout.session.completed", { id: "cs", mode: "payment" }))
    const { status, body } = await health()
    expect(status).toBe(200)
    expect(body.webhooks).toMatchObject({ failing: 1, parked: 0 })
    expect(body.webhooks.lastReceivedAt).toBeTruthy()
  })

  it("counts an event that is parked for longer than a day as failing", async () => {
    await deliver(makeEvent("checkout.session.completed", { id: "cs", mode: "payment" }))
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000)
    await db().stripeEvent.updateMany({ data: { parkedAt: hoursAgo(1) } })
    expect((await health()).body.webhooks).toMatchObject({ failing: 0, parked: 1 })
    await db().stripeEvent.updateMany({ data: { parkedAt: hoursAgo(25) } })
    expect((await health()).body.webhooks).toMatchObject({ failing: 1, parked: 1 })
  })

  it("is not ok while a migration is missing", async () => {
    await db().$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`
    try {
      expect(await health()).toMatchObject({ status: 503, body: { ok: false } })
    } finally {
      await db().$executeRaw`UPDATE _prisma_migrations SET finished_at = now()`
    }
  })
})
