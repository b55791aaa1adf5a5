import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { getShopId } from "@/lib/shop/store"
import { reconcile } from "@/lib/webhooks/reconcile"
import { saveCursor } from "@/lib/webhooks/store/cursors"
import { buyHeld, refundAt, revokedReason } from "@/tests/support/bought"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { startSelling } from "@/tests/support/selling"
import { callStripe, deliver, listEvents, makeEvent } from "@/tests/support/stripe-events"

const { sandbox } = await startSelling()

describe("a refund", () => {
  it("B17 in full closes the goods at once", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await deliver(paid)
    expect(await revokedReason()).toBeNull()
    expect(await deliver(await refundAt(sandbox.url, intent))).toMatchObject({ outcome: "applied" })
    expect(await revokedReason()).toBe("refunded")
    await checkInvariants()
  })

  it("B18 in part keeps them; the rest closes them", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await deliver(paid)
    await deliver(await refundAt(sandbox.url, intent, 999))
    expect(await revokedReason()).toBeNull()
    await callStripe(sandbox.url, "refunds", { payment_intent: intent, amount: "1000" })
    const all = (await listEvents(sandbox.url)).filter((one) => one.type === "refund.created")
    for (const event of all) await deliver(event)
    expect(await revokedReason()).toBe("refunded")
    await checkInvariants()
  })

  it("R50 heard of late, it counts as made when Stripe says; and so does a dispute", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await deliver(paid)
    const event = await refundAt(sandbox.url, intent, 700)
    const { object } = event.data
    const made = Math.floor(Date.now() / 1000) - 90_000
    await deliver({ ...event, data: { object: { ...object, created: made } } })
    const later = { ...event, id: "evt_test_later", created: event.created + 9 }
    await deliver({ ...later, data: { object: { ...object, created: made } } })
    expect(await db().refund.findMany()).toMatchObject([{ createdAt: new Date(made * 1000) }])
    const dispute = { id: "dp_1", payment_intent: intent, amount: 1299, currency: "usd" }
    const open = { ...dispute, reason: "fraudulent", status: "needs_response" }
    await deliver(makeEvent("charge.dispute.created", { ...open, created: made + 60 }))
    expect(await db().dispute.findMany()).toMatchObject([
      { createdAt: new Date((made + 60) * 1000) },
    ])
  })

  it("fault 6 told before the payment: no lasting access", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    expect(await deliver(await refundAt(sandbox.url, intent))).toMatchObject({ outcome: "applied" })
    expect(await deliver(paid)).toMatchObject({ outcome: "applied" })
    expect(await revokedReason()).toBe("refunded")
    await checkInvariants()
  })

  it("fault 5 stays, when the payment is told again a day later", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await deliver(paid)
    await deliver(await refundAt(sandbox.url, intent))
    const old = { ...paid, created: paid.created - 86_400, id: "evt_test_again" }
    expect(await deliver(old)).toMatchObject({ outcome: "stale" })
    expect(await revokedReason()).toBe("refunded")
    await checkInvariants()
  })

  it("fault 4 two changes of the same second end in what Stripe has now, in both orders", async () => {
    for (const isReversed of [false, true]) {
      const { intent, paid, checkoutId } = await buyHeld({ sandbox })
      await deliver(paid)
      await refundAt(sandbox.url, intent)
      const row = (await listEvents(sandbox.url))
        .filter((one) => one.type === "refund.created" && one.data.object.payment_intent === intent)
        .at(-1)
      if (!row) throw new Error("There is no refund.")
      const pending = {
        ...row,
        id: `evt_pending_${checkoutId}`,
        data: { object: { ...row.data.object, status: "pending", amount: 1 } },
      }
      const events = isReversed ? [row, pending] : [pending, row]
      for (const event of events) await deliver(event)
      const copy = await db().refund.findFirstOrThrow({ where: { checkoutId } })
      expect(copy, `reversed: ${isReversed}`).toMatchObject({ status: "succeeded", amount: 1999 })
      await checkInvariants()
      await sandbox.control("reset")
    }
  })

  it("fault 19 whose event failed is applied by the reconciler, though the cursor is past it", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    const event = await refundAt(sandbox.url, intent)
    await sandbox.control("api", { mode: "error", path: "/v1/payment_intents" })
    expect(await deliver(event)).toMatchObject({ status: 500 })
    await sandbox.control("api", { mode: "ok" })
    await deliver(paid)
    expect(await revokedReason()).toBeNull()
    await saveCursor("events", new Date(Date.now() + 3_600_000))
    expect(await reconcile()).toMatchObject({ mended: 1, failed: 0 })
    expect(await revokedReason()).toBe("refunded")
    await checkInvariants()
  })

  it("that fails after all gives the goods back", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await deliver(paid)
    const created = await refundAt(sandbox.url, intent)
    await deliver(created)
    const object = { ...created.data.object, status: "failed" }
    await deliver(makeEvent("refund.failed", object, { created: created.created + 5 }))
    expect(await revokedReason()).toBeNull()
    await checkInvariants()
  })

  it("of another site's payment is ignored; of ours without its order, parked", async () => {
    const foreign = makeEvent("refund.created", {
      id: "re_x",
      payment_intent: "pi_unknown",
      amount: 1,
      currency: "usd",
      status: "succeeded",
      metadata: {},
    })
    expect(await deliver(foreign)).toMatchObject({ outcome: "ignored" })
    const intent = await callStripe(sandbox.url, "payment_intents", {
      amount: "1999",
      currency: "usd",
      "metadata[kiosk]": await getShopId(),
      "metadata[checkout]": "01890000-0000-7000-8000-000000000000",
    })
    const ours = makeEvent("refund.created", {
      id: "re_y",
      payment_intent: intent.id,
      amount: 1,
      currency: "usd",
      status: "succeeded",
    })
    expect(await deliver(ours)).toMatchObject({ status: 200, outcome: "parked" })
  })
})

describe("an order of two lines", () => {
  const intent = "pi_two_lines"
  let lineIds: string[]
  let checkoutId: string

  beforeEach(async () => {
    const order = await makePaidOrder({ products: [await makeProduct(), await makeProduct()] })
    checkoutId = order.id
    await db().checkout.update({ where: { id: order.id }, data: { stripePaymentIntentId: intent } })
    const lines = await db().checkoutLine.findMany({
      where: { checkoutId: order.id },
      orderBy: { position: "asc" },
    })
    lineIds = lines.map((line) => line.id)
  })

  async function reasons(): Promise<(string | null | undefined)[]> {
    const lines = await db().checkoutLine.findMany({
      where: { checkoutId },
      orderBy: { position: "asc" },
      include: { purchase: { include: { entitlement: true } } },
    })
    return lines.map((line) => line.purchase?.entitlement?.revokedReason)
  }

  const refundOf = (amount: number, metadata: Record<string, string> = {}) =>
    makeEvent("refund.created", {
      id: `re_${amount}_${Object.values(metadata).join()}`,
      payment_intent: intent,
      amount,
      currency: "usd",
      status: "succeeded",
      metadata,
    })

  it("B18 fault 20 loses exactly the line that was refunded", async () => {
    await deliver(refundOf(1999, { line: lineIds[1] ?? "" }))
    expect(await reasons()).toEqual([null, "refunded"])
  })

  it("B18 fault 20 keeps both when one line's price was given back without a line", async () => {
    await deliver(refundOf(1999))
    expect(await reasons()).toEqual([null, null])
    await deliver(refundOf(1999, { note: "the other" }))
    expect(await reasons()).toEqual(["refunded", "refunded"])
  })

  it("a refund that names another order's line closes nothing of it", async () => {
    const other = await makePaidOrder()
    const line = await db().checkoutLine.findFirstOrThrow({ where: { checkoutId: other.id } })
    await deliver(refundOf(1999, { line: line.id }))
    expect(await reasons()).toEqual([null, null])
    expect(await db().entitlement.count({ where: { NOT: { revokedAt: null } } })).toBe(0)
  })
})
