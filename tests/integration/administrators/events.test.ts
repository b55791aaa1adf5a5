import { expect, it, vi } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { db } from "@/lib/db"
import { retryEventByHand } from "@/lib/webhooks/retry-event-by-hand"
import { findEvents } from "@/lib/webhooks/store/event-list"
import { deliver, makeEvent } from "@/tests/support/stripe-events"

const found = async (about: string, state: Parameters<typeof findEvents>[0]["state"] = "all") =>
  (await findEvents({ about, state, after: null, limit: 25 })).events.map(({ id }) => id)

it("events are found by id, by what they are about, by type, and by what came of them", async () => {
  const broken = makeEvent("checkout.session.completed", { id: "cs_broken", mode: "payment" })
  const nobodys = makeEvent("customer.updated", { id: "cus_unknown", object: "customer" })
  expect((await deliver(broken)).status).toBe(500)
  expect((await deliver(nobodys)).status).toBe(200)
  vi.mocked(console.error).mockClear()
  const [a, b] = [String(broken.id), String(nobodys.id)]
  expect(await found("")).toEqual([b, a])
  expect(await found(a)).toEqual([a])
  expect([await found("cs_broken"), await found("cus_unknown")]).toEqual([[a], [b]])
  expect(await found("customer.updated")).toEqual([b])
  expect([await found("", "failing"), await found("", "applied")]).toEqual([[a], [b]])
  expect([await found("", "parked"), await found("cs_nothing")]).toEqual([[], []])
  const first = await findEvents({ about: "", state: "all", after: null, limit: 1 })
  const second = await findEvents({ about: "", state: "all", after: first.next, limit: 1 })
  expect([first, second].map(({ events }) => events[0]?.id)).toEqual([b, a])
  expect(second.next).toBeNull()
})

it("an event that is applied again by hand says what came of it, and stands in the log", async () => {
  const broken = makeEvent("checkout.session.completed", { id: "cs_broken", mode: "payment" })
  await deliver(broken)
  const id = String(broken.id)
  expect(await retryEventByHand(id, "admin@kiosk.test")).toBe("failed")
  expect(await db().stripeEvent.findUnique({ where: { id } })).toMatchObject({ attempts: 2 })
  await expect(retryEventByHand("evt_unknown", "admin@kiosk.test")).rejects.toMatchObject({
    code: "not-found",
  })
  const { changes } = await listChanges({ after: null, limit: 10 })
  expect(changes).toMatchObject([
    {
      actor: "admin@kiosk.test",
      action: "event.retry",
      subjectId: id,
      after: { outcome: "failed" },
    },
  ])
  vi.mocked(console.error).mockClear()
})
