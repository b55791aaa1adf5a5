import { expect, it } from "vitest"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { listOpenTasks } from "@/lib/health/list-open-tasks"
import { newId } from "@/lib/tokens"
import { makePaidOrder } from "@/tests/support/factories"

const at = new Date("2026-11-20T09:00:00Z")

async function dispute(status: "needs_response" | "under_review" | "lost", dueInDays: number) {
  const order = await makePaidOrder()
  const stripeDisputeId = `dp_${newId()}`
  await db().dispute.create({
    data: {
      id: newId(),
      stripeDisputeId,
      checkoutId: order.id,
      currency: "usd",
      amount: 1999,
      reason: "fraudulent",
      status,
      evidenceDueAt: plusSeconds(at, dueInDays * 86_400),
      stripeVersionAt: at,
    },
  })
  return { order, stripeDisputeId }
}

it("nothing waits for anybody in a shop where all is well", async () => {
  await makePaidOrder()
  expect(await listOpenTasks()).toEqual({
    disputes: { shown: [], total: 0 },
    withheld: 0,
    undelivered: { count: 0, isMore: false },
  })
})

it("disputes that Stripe waits for an answer to come first by their day, with the order of each", async () => {
  const later = await dispute("needs_response", 9)
  const sooner = await dispute("needs_response", 2)
  for (const status of ["under_review", "lost"] as const) await dispute(status, 1)
  const { disputes } = await listOpenTasks()
  expect(disputes.total).toBe(2)
  expect(disputes.shown).toMatchObject(
    [sooner, later].map(({ order, stripeDisputeId }) => ({
      stripeDisputeId,
      orderId: order.id,
      customerId: null,
      amount: 1999,
      currency: "usd",
    })),
  )
})

it("of many disputes the most urgent five are named, and all are counted", async () => {
  for (let day = 7; day > 0; day--) await dispute("needs_response", day)
  const { disputes } = await listOpenTasks()
  expect([disputes.shown.length, disputes.total]).toEqual([5, 7])
  expect(disputes.shown[0]?.dueAt).toEqual(plusSeconds(at, 86_400))
})

it("withheld orders and buyers whom no mail reached are counted", async () => {
  const withheld = await makePaidOrder()
  await db().checkout.update({ where: { id: withheld.id }, data: { status: "withheld" } })
  const order = await makePaidOrder()
  await db().mail.create({
    data: {
      id: newId(),
      kind: "receipt",
      subject: order.id,
      recipient: order.email,
      sentAt: at,
      bouncedAt: at,
    },
  })
  expect(await listOpenTasks()).toMatchObject({
    withheld: 1,
    undelivered: { count: 1, isMore: false },
  })
})
