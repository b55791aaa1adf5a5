import { describe, expect, it } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { DAY, now, plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { applyRetention } from "@/lib/retention/apply-retention"
import { newId } from "@/lib/tokens"
import { makePaidOrder } from "@/tests/support/factories"
import { workOff } from "@/tests/support/person"
import { runShop } from "@/tests/support/run-shop"

// Some seconds to either side: the run asks the time itself.
const old = (days: number) => plusSeconds(now(), -days * DAY - 30)
const young = (days: number) => plusSeconds(now(), -days * DAY + 30)

async function makeEvent(id: string, receivedAt: Date, isHandled = true): Promise<void> {
  await db().stripeEvent.create({
    data: {
      id,
      type: "charge.succeeded",
      livemode: false,
      payload: { id, data: { object: { id: "ch_1" } } },
      createdAt: receivedAt,
      receivedAt,
      handledAt: isHandled ? receivedAt : null,
      outcome: isHandled ? "applied" : null,
    },
  })
}

async function makeDownload(createdAt: Date): Promise<string> {
  const order = await makePaidOrder()
  const { id: entitlementId } = await db().entitlement.findFirstOrThrow({
    where: { purchaseId: order.purchaseId },
  })
  const id = newId()
  const expiresAt = plusSeconds(createdAt, DAY)
  const traces = { network: "192.0.2.0/24", userAgent: "Firefox" }
  await db().download.create({
    data: { id, entitlementId, fileId: order.file.id, createdAt, expiresAt, ...traces },
  })
  return id
}

const keptPayloads = async () =>
  (await db().stripeEvent.findMany({ orderBy: { id: "asc" } }))
    .filter(({ payload }) => JSON.stringify(payload) !== "{}")
    .map(({ id }) => id)

describe("what the shop need not keep", () => {
  it("goes when it is older than the border, and nothing younger or still needed does", async () => {
    // Three of the same instant, with a batch of two: an order within it is needed.
    const [gone, kept] = [old(90), young(90)]
    for (const id of ["evt_a", "evt_b", "evt_c"]) await makeEvent(id, gone)
    await makeEvent("evt_failing", old(400), false)
    await makeEvent("evt_young", kept)
    const [oldDownload, youngDownload] = [
      await makeDownload(old(30)),
      await makeDownload(young(30)),
    ]
    expect(await applyRetention(2)).toEqual({ copies: 0, eventPayloads: 3, downloadTraces: 1 })
    expect(await keptPayloads()).toEqual(["evt_failing", "evt_young"])
    expect(await db().stripeEvent.count({ where: { outcome: "applied" } })).toBe(4)
    expect(await db().download.findUniqueOrThrow({ where: { id: oldDownload } })).toMatchObject({
      network: null,
      userAgent: null,
    })
    expect(await db().download.findUniqueOrThrow({ where: { id: youngDownload } })).toMatchObject({
      network: "192.0.2.0/24",
      userAgent: "Firefox",
    })
    expect(await applyRetention(2)).toEqual({ copies: 0, eventPayloads: 0, downloadTraces: 0 })
  })

  it("is for the owner to say: a change is noted, and applied at once", async () => {
    await makeEvent("evt_old", old(10))
    await makeDownload(old(400))
    const { stdout } = await runShop([
      "settings",
      "--event-days",
      "10",
      "--trace-days",
      "0",
      "--json",
    ])
    expect(JSON.parse(stdout)).toEqual({ eventPayloadDays: 10, downloadTraceDays: 0 })
    const { changes } = await listChanges({ after: null, limit: 10 })
    expect(changes).toMatchObject([
      {
        actor: "command line",
        action: "retention.change",
        before: { eventPayloadDays: 90, downloadTraceDays: 30 },
        after: { eventPayloadDays: 10, downloadTraceDays: 0 },
      },
    ])
    await workOff("apply-retention")
    expect(await keptPayloads()).toEqual([])
    expect(await db().download.count({ where: { network: null } })).toBe(0)

    await runShop(["settings", "--event-days", "10"])
    expect((await listChanges({ after: null, limit: 10 })).changes).toHaveLength(1)
    const refused = await runShop(["settings", "--event-days", "-1"])
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("0 to 3650")])
  })
})
