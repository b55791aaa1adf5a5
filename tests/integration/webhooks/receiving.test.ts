import { connect } from "node:net"
import { describe, expect, it } from "vitest"
import { POST as webhook } from "@/app/api/webhooks/stripe/route"
import { db } from "@/lib/db"
import { startWorker } from "@/lib/jobs/start-worker"
import { getShopId } from "@/lib/shop/store"
import { newId } from "@/lib/tokens"
import { reconcile } from "@/lib/webhooks/reconcile"
import { retryEvent } from "@/lib/webhooks/retry-event"
import { pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { begin, startSelling } from "@/tests/support/selling"
import { deliver, eventOf, makeEvent, post, signatureOf } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox, shop } = await startSelling()
const now = () => Math.floor(Date.now() / 1000)

async function paidEvent() {
  await sandbox.control("deliveries", { mode: "hold" })
  const { url, checkoutId } = await begin(await makeProduct())
  await pay(url)
  return { checkoutId, event: await eventOf(sandbox.url, "checkout.session.completed") }
}

describe("the same event again", () => {
  it("B1 fault 1 one after the other: one purchase, one receipt, all answers 200", async () => {
    const { event } = await paidEvent()
    const outcomes: (string | null)[] = []
    for (let n = 0; n < 5; n++) {
      const answer = await deliver(event)
      expect(answer).toMatchObject({ status: 200, eventId: event.id })
      outcomes.push(answer.outcome)
    }
    expect(outcomes).toEqual(["applied", "duplicate", "duplicate", "duplicate", "duplicate"])
    await checkInvariants()
  })

  it("B1 fault 1 twenty at a time: one of them is applied", async () => {
    const { event } = await paidEvent()
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliver(event)))
    expect(answers.every((answer) => answer.status === 200)).toBe(true)
    expect(answers.filter((answer) => answer.outcome === "applied")).toHaveLength(1)
    expect(answers.filter((answer) => answer.outcome === "duplicate")).toHaveLength(19)
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })

  it("B1 B2 fault 2 by two endpoints under two ids: one purchase", async () => {
    const { event } = await paidEvent()
    const twins = ["evt_test_one", "evt_test_two"].map((id) => ({ ...event, id }))
    const answers = await Promise.all(twins.map((twin) => deliver(twin)))
    expect(new Set(answers.map((answer) => answer.outcome))).toEqual(new Set(["applied", "stale"]))
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })

  it("K25 many payments at once: each is fulfilled once", async () => {
    await sandbox.control("deliveries", { mode: "duplicate" })
    const product = await makeProduct()
    const begun = await Promise.all(Array.from({ length: 6 }, () => begin(product)))
    await Promise.all(
      begun.map(({ url }, n) => pay(url, undefined, { email: `buyer${n % 2}@example.com` })),
    )
    await waitUntil(async () => (await db().purchase.count()) === 6, "six purchases")
    expect(await db().customer.count()).toBe(2)
    await checkInvariants()
  })
})

describe("fault 12 a webhook that is not Stripe's", () => {
  it.each([
    ["unsigned", () => null],
    ["signed with another secret", (text: string) => signatureOf(text, { secret: "whsec_other" })],
    ["signed 301 seconds ago", (text: string) => signatureOf(text, { timestamp: now() - 301 })],
    ["signed in the future", (text: string) => signatureOf(text, { timestamp: now() + 400 })],
    ["altered by a byte", (text: string) => signatureOf(text.replace("a", "b"))],
    ["with a malformed header", () => "t=,v1="],
  ])("B10 %s: 400, and nothing is written", async (_, sign) => {
    const text = JSON.stringify(makeEvent("checkout.session.completed", { id: "cs_a" }))
    expect(await post(text, sign(text))).toMatchObject({ status: 400 })
    expect(await db().stripeEvent.count()).toBe(0)
  })

  it("one that is 299 seconds old is still good", async () => {
    const event = makeEvent("plan.created", { id: "plan_a" })
    expect(await deliver(event, { timestamp: now() - 299 })).toMatchObject({ outcome: "ignored" })
  })

  it("B10 both secrets are accepted while one replaces the other", async () => {
    const { env } = await import("@/lib/env")
    const secrets = env().STRIPE_WEBHOOK_SECRET
    secrets.push("whsec_new")
    try {
      for (const secret of secrets) {
        const event = makeEvent("plan.created", { id: "plan_a" })
        expect(await deliver(event, { secret }), secret).toMatchObject({ status: 200 })
      }
    } finally {
      secrets.pop()
    }
  })
})

describe("fault 13 a body that is no event", () => {
  it.each(["", "{", "[]", "null", '{"id":"evt_1"}', "not json"])("%s: 400", async (text) => {
    expect(await post(text, signatureOf(text))).toMatchObject({ status: 400 })
    expect(await db().stripeEvent.count()).toBe(0)
  })

  it("one larger than a mebibyte is refused before it is read to its end", async () => {
    let sent = 0
    const chunk = new Uint8Array(64 * 1024)
    const body = new ReadableStream({
      pull(controller) {
        sent += chunk.length
        if (sent > 64 * 1024 * 1024) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const request = new Request("http://localhost:3000/api/webhooks/stripe", {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit)
    expect((await webhook(request)).status).toBe(413)
    expect(sent).toBeLessThan(4 * 1024 * 1024)
  })

  it("one that is cut off is written nowhere, and the shop goes on", async () => {
    const { port, hostname } = new URL(shop.origin)
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
        socket.destroy()
      })
      socket.on("close", () => resolve())
      socket.on("error", reject)
    })
    const event = makeEvent("plan.created", { id: "plan_a" })
    expect(await deliver(event)).toMatchObject({ outcome: "ignored" })
    expect(await db().stripeEvent.count()).toBe(1)
  })
})

describe("fault 14 an event that nobody acts on", () => {
  it("B11 of an unknown type is kept and answered with 200", async () => {
    expect(await deliver(makeEvent("issuing.cardholder.created", { id: "ich" }))).toMatchObject({
      status: 200,
      outcome: "ignored",
    })
    expect(await db().stripeEvent.findFirst()).toMatchObject({ outcome: "ignored" })
  })

  it("of another site of the same account is ignored", async () => {
    const { event } = await paidEvent()
    const object = { ...event.data.object, metadata: { kiosk: newId(), checkout: newId() } }
    expect(await deliver({ ...event, data: { object } })).toMatchObject({ outcome: "ignored" })
    const bare = { ...event, id: "evt_bare", data: { object: { ...object, metadata: {} } } }
    expect(await deliver(bare)).toMatchObject({ outcome: "ignored" })
    expect(await db().purchase.count()).toBe(0)
  })

  it("of the other mode, live or test, is ignored", async () => {
    const { event, checkoutId } = await paidEvent()
    expect(await deliver({ ...event, livemode: true })).toMatchObject({ outcome: "ignored" })
    expect((await db().checkout.findUnique({ where: { id: checkoutId } }))?.status).toBe("open")
  })
})

describe("B4 fault 15 an event whose order is not here yet", () => {
  it("is parked, tried again by the worker, and the order ends paid", async () => {
    const { event, checkoutId } = await paidEvent()
    const order = await takeAway(checkoutId)
    expect(await deliver(event)).toMatchObject({ status: 200, outcome: "parked" })
    expect(await retryEvent(event.id)).toBe("parked")
    await order.putBack()
    const worker = await startWorker()
    try {
      await waitUntil(async () => (await db().purchase.count()) === 1, "the worker")
    } finally {
      await worker.stop()
    }
    expect(await db().stripeEvent.findUnique({ where: { id: event.id } })).toMatchObject({
      outcome: "applied",
      parkedAt: null,
    })
    await checkInvariants()
  })

  it("is not parked when it is nobody's", async () => {
    const { event } = await paidEvent()
    const session = {
      ...event.data.object,
      id: "cs_x",
      mode: "subscription",
      metadata: { kiosk: await getShopId() },
    }
    expect(await deliver(makeEvent("checkout.session.completed", session))).toMatchObject({
      outcome: "ignored",
    })
  })
})

describe("an event that can't be applied", () => {
  it("is answered with 500, stands in the ledger with its reason, and is applied when it comes again", async () => {
    const { event } = await paidEvent()
    const broken = { ...event, data: { object: { ...event.data.object, status: "unheard-of" } } }
    expect(await deliver(broken)).toMatchObject({ status: 500 })
    const row = await db().stripeEvent.findUniqueOrThrow({ where: { id: event.id } })
    expect(row.handledAt).toBeNull()
    expect(row.lastError).toBeTruthy()
    expect(await deliver(event)).toMatchObject({ status: 200, outcome: "applied" })
    await checkInvariants()
  })

  it("does not keep the reconciler from the others", async () => {
    const { checkoutId } = await paidEvent()
    await db().checkout.updateMany({ data: { createdAt: new Date(Date.now() - 3600_000) } })
    await db().stripeEvent.deleteMany()
    expect(await reconcile()).toMatchObject({ failed: 0 })
    expect((await db().checkout.findUnique({ where: { id: checkoutId } }))?.status).toBe("paid")
  })
})

/** Takes an order's rows out of the database, as though they were not yet committed. */
async function takeAway(id: string): Promise<{ putBack: () => Promise<void> }> {
  const { lines, ...order } = await db().checkout.findUniqueOrThrow({
    where: { id },
    include: { lines: true },
  })
  await db().checkoutLine.deleteMany({ where: { checkoutId: id } })
  await db().checkout.delete({ where: { id } })
  return {
    putBack: async () => {
      await db().checkout.create({ data: order })
      await db().checkoutLine.createMany({ data: lines })
    },
  }
}
