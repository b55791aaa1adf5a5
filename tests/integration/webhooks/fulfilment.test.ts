import { beforeEach, describe, expect, it } from "vitest"
import { returnToShop } from "@/lib/checkout/return-to-shop"
import { db } from "@/lib/db"
import { stranger } from "@/lib/entitlements/store/access"
import { reconcile } from "@/lib/webhooks/reconcile"
import { buyHeld } from "@/tests/support/bought"
import { cards, pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { begin, startSelling } from "@/tests/support/selling"
import { deliver, eventOf, listEvents } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const hour = 3600_000

/** Nobody who is known, but by the order that their browser began. */
const browserOf = (checkoutId: string) => ({ customerId: null, checkoutIds: [checkoutId] })

/** Reconcile asks only for orders that are two minutes old. */
async function age(): Promise<void> {
  await db().checkout.updateMany({ data: { createdAt: new Date(Date.now() - hour) } })
}

async function statusOf(id: string): Promise<string | undefined> {
  return (await db().checkout.findUnique({ where: { id } }))?.status
}

describe("a payment is fulfilled", () => {
  it("P6 D4 by the webhook alone, when the tab was closed", async () => {
    const product = await makeProduct()
    const { url, checkoutId } = await begin(product)
    await pay(url)
    await waitUntil(async () => (await statusOf(checkoutId)) === "paid", "the webhook")
    const purchase = await db().purchase.findFirstOrThrow({ include: { customer: true } })
    expect(purchase.customer.email).toBe("ada@example.com")
    expect(purchase.editionId).toBe(product.edition.id)
    expect(purchase.downloadsLeft).toBe(5)
    await checkInvariants()
  })

  it("R48 heard of late, it counts as made when Stripe says, and what was bought opens when it was heard of", async () => {
    const { paid, checkoutId } = await buyHeld({ sandbox })
    await db().checkout.updateMany({ data: { createdAt: new Date(Date.now() - 9 * hour) } })
    const made = Math.floor((Date.now() - 8 * hour) / 1000)
    const heard = new Date()
    await deliver({ ...paid, created: made })
    const { paidAt } = await db().checkout.findUniqueOrThrow({ where: { id: checkoutId } })
    expect(paidAt).toEqual(new Date(made * 1000))
    const { startsAt } = await db().entitlement.findFirstOrThrow()
    expect(startsAt.getTime()).toBeGreaterThanOrEqual(heard.getTime())
  })

  it("K2 B5 fault 16 by the success page alone, when no webhook comes", async () => {
    await sandbox.control("deliveries", { mode: "drop" })
    const { url, checkoutId, sessionId } = await begin(await makeProduct())
    await pay(url)
    const returned = await returnToShop(sessionId, browserOf(checkoutId))
    expect(returned.outcome).toBe("order")
    expect(await statusOf(checkoutId)).toBe("paid")
    await checkInvariants()
  })

  it("B6 X4 fault 19 by the reconciler alone, when both are gone; run again, it changes nothing", async () => {
    await sandbox.control("deliveries", { mode: "drop" })
    const { url, checkoutId } = await begin(await makeProduct())
    await pay(url)
    await age()
    expect(await reconcile()).toMatchObject({ mended: 1, failed: 0 })
    expect(await statusOf(checkoutId)).toBe("paid")
    expect(await reconcile()).toMatchObject({ mended: 0, failed: 0 })
    expect(await reconcile({ since: new Date(Date.now() - hour) })).toMatchObject({
      mended: 0,
      failed: 0,
    })
    await checkInvariants()
  })

  it("fault 19 from object snapshots, when even the events are lost", async () => {
    await sandbox.control("deliveries", { mode: "drop" })
    const bought = await begin(await makeProduct())
    await pay(bought.url)
    const refunded = await begin(await makeProduct())
    await pay(refunded.url)
    const intent = await intentOf(refunded.sessionId)
    await sandbox.control("refunds", { charge: intent })
    const report = await reconcile({ since: new Date(Date.now() - hour) })
    expect(report).toMatchObject({ mended: 3, failed: 0 })
    expect(await statusOf(bought.checkoutId)).toBe("paid")
    const revoked = await db().entitlement.findMany({ where: { revokedReason: "refunded" } })
    expect(revoked).toHaveLength(1)
    await checkInvariants()
  })

  it("fault 16 once, when webhook, success page and reconciler come at the same moment", async () => {
    await sandbox.control("deliveries", { mode: "hold" })
    const { url, checkoutId, sessionId } = await begin(await makeProduct())
    await pay(url)
    await age()
    const event = await eventOf(sandbox.url, "checkout.session.completed")
    await Promise.all([
      ...Array.from({ length: 4 }, () => deliver(event)),
      ...Array.from({ length: 4 }, () => returnToShop(sessionId, browserOf(checkoutId))),
      reconcile(),
    ])
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })

  it("K9 the buyer of another browser gets the link by mail alone", async () => {
    const { url, sessionId } = await begin(await makeProduct())
    await pay(url)
    expect(await returnToShop(sessionId, stranger)).toEqual({ outcome: "mailed" })
  })

  it("a session of nobody's opens nothing", async () => {
    for (const id of ["cs_test_nobody", "", "../x", "cs_test_'"])
      expect((await returnToShop(id, stranger)).outcome).toBe("unknown")
  })
})

describe("what is not paid", () => {
  it("K10 a declined card leaves no purchase and no mail, and the page says why", async () => {
    const { url, checkoutId } = await begin(await makeProduct())
    const answer = await pay(url, cards.declined)
    expect(answer.status).toBeLessThan(500)
    expect(await answer.text()).toMatch(/declined/i)
    await eventOf(sandbox.url, "payment_intent.payment_failed")
    expect(await statusOf(checkoutId)).toBe("open")
    expect(await db().purchase.count()).toBe(0)
    expect(await db().mail.count()).toBe(0)
    await checkInvariants()
  })

  it("B7 fault 17 a delayed payment opens nothing until it succeeds", async () => {
    const { url, checkoutId, sessionId } = await begin(await makeProduct())
    await pay(url, cards.settlesLater)
    await waitUntil(async () => (await statusOf(checkoutId)) === "processing", "the webhook")
    expect(await db().entitlement.count()).toBe(0)
    expect((await returnToShop(sessionId, browserOf(checkoutId))).outcome).toBe("pending")
    await sandbox.control(`payments/${await intentOf(sessionId)}`, { status: "succeeded" })
    await waitUntil(async () => (await statusOf(checkoutId)) === "paid", "the late payment")
    expect(await db().entitlement.count()).toBe(1)
    await checkInvariants()
  })

  it("B7 fault 17 a delayed payment that fails opens nothing, and the buyer hears of it once", async () => {
    const { url, checkoutId, sessionId } = await begin(await makeProduct())
    await pay(url, cards.settlesLater)
    await waitUntil(async () => (await statusOf(checkoutId)) === "processing", "the webhook")
    await sandbox.control(`payments/${await intentOf(sessionId)}`, { status: "failed" })
    await waitUntil(async () => (await statusOf(checkoutId)) === "failed", "the failure")
    expect(await db().entitlement.count()).toBe(0)
    expect(await db().mail.count({ where: { kind: "payment_failed" } })).toBe(1)
    await checkInvariants()
  })

  it("a session that lapses closes its order", async () => {
    const { checkoutId, sessionId } = await begin(await makeProduct())
    await sandbox.control(`sessions/${sessionId}/expire`)
    await waitUntil(async () => (await statusOf(checkoutId)) === "expired", "the event")
    expect(await db().purchase.count()).toBe(0)
    await checkInvariants()
  })

  it.each([
    ["amount", { amount_subtotal: 100, amount_total: 100 }],
    ["currency", { currency: "eur" }],
  ])("fault 18 another %s than asked is withheld, and the owner is told", async (_, wrong) => {
    await sandbox.control("deliveries", { mode: "hold" })
    const { url, checkoutId } = await begin(await makeProduct())
    await pay(url)
    const event = await eventOf(sandbox.url, "checkout.session.completed")
    const altered = { ...event, data: { object: { ...event.data.object, ...wrong } } }
    expect(await deliver(altered)).toMatchObject({ status: 200, outcome: "applied" })
    expect(await statusOf(checkoutId)).toBe("withheld")
    expect(await db().entitlement.count()).toBe(0)
    const alerts = await db().mail.findMany({ where: { kind: "alert" } })
    expect(alerts.map((mail) => mail.recipient)).toEqual(["admin@kiosk.test"])
    await checkInvariants()
  })
})

describe("events of one payment", () => {
  beforeEach(() => sandbox.control("deliveries", { mode: "hold" }))

  it("B3 end in the same state in every order of arrival", async () => {
    const orders = [
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [3, 5, 1, 0, 4, 2],
      [2, 0, 5, 4, 1, 3],
    ]
    for (const order of orders) {
      const { url, checkoutId } = await begin(await makeProduct())
      await pay(url)
      const events = (await listEvents(sandbox.url)).slice(-6)
      for (const at of order) if (events[at]) await deliver(events[at])
      expect(await statusOf(checkoutId), order.join()).toBe("paid")
    }
    expect(await db().purchase.count()).toBe(orders.length)
    await checkInvariants()
  })
})

async function intentOf(sessionId: string): Promise<string> {
  const event = await waitUntil(
    async () =>
      (await listEvents(sandbox.url)).find(
        (one) => one.data.object.id === sessionId && one.data.object.payment_intent,
      ),
    "the session's payment",
  )
  return String(event.data.object.payment_intent)
}
