import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { getShopId } from "@/lib/shop/store"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { begin, pay, startSelling } from "@/tests/support/selling"
import {
  callStripe,
  deliver,
  eventOf,
  listEvents,
  makeEvent,
  type StripeEventBody,
} from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

type Bought = { checkoutId: string; intent: string; paid: StripeEventBody }

async function buy(): Promise<Bought> {
  await sandbox.control("deliveries", { mode: "hold" })
  const { url, checkoutId } = await begin(await makeProduct())
  await pay(url)
  const paid = await eventOf(sandbox.url, "checkout.session.completed")
  return { checkoutId, paid, intent: String(paid.data.object.payment_intent) }
}

async function reason(): Promise<string | null> {
  return (await db().entitlement.findFirstOrThrow()).revokedReason
}

async function refund(intent: string, amount?: number): Promise<StripeEventBody> {
  await callStripe(sandbox.url, "refunds", {
    payment_intent: intent,
    ...(amount ? { amount: String(amount) } : {}),
  })
  return eventOf(sandbox.url, "refund.created")
}

describe("a refund", () => {
  it("B17 in full closes the goods at once", async () => {
    const { intent, paid } = await buy()
    await deliver(paid)
    expect(await reason()).toBeNull()
    expect(await deliver(await refund(intent))).toMatchObject({ outcome: "applied" })
    expect(await reason()).toBe("refunded")
    await checkInvariants()
  })

  it("B18 in part keeps them; the rest closes them", async () => {
    const { intent, paid } = await buy()
    await deliver(paid)
    await deliver(await refund(intent, 999))
    expect(await reason()).toBeNull()
    await callStripe(sandbox.url, "refunds", { payment_intent: intent, amount: "1000" })
    const all = (await listEvents(sandbox.url)).filter((one) => one.type === "refund.created")
    for (const event of all) await deliver(event)
    expect(await reason()).toBe("refunded")
    await checkInvariants()
  })

  it("fault 6 told before the payment: no lasting access", async () => {
    const { intent, paid } = await buy()
    expect(await deliver(await refund(intent))).toMatchObject({ outcome: "applied" })
    expect(await deliver(paid)).toMatchObject({ outcome: "applied" })
    expect(await reason()).toBe("refunded")
    await checkInvariants()
  })

  it("fault 5 stays, when the payment is told again a day later", async () => {
    const { intent, paid } = await buy()
    await deliver(paid)
    await deliver(await refund(intent))
    const old = { ...paid, created: paid.created - 86_400, id: "evt_test_again" }
    expect(await deliver(old)).toMatchObject({ outcome: "stale" })
    expect(await reason()).toBe("refunded")
    await checkInvariants()
  })

  it("fault 4 two changes of the same second end in what Stripe has now, in both orders", async () => {
    for (const isReversed of [false, true]) {
      const { intent, paid, checkoutId } = await buy()
      await deliver(paid)
      await refund(intent)
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

  it("that fails after all gives the goods back", async () => {
    const { intent, paid } = await buy()
    await deliver(paid)
    const created = await refund(intent)
    await deliver(created)
    const object = { ...created.data.object, status: "failed" }
    await deliver(makeEvent("refund.failed", object, { created: created.created + 5 }))
    expect(await reason()).toBeNull()
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

describe("B20 fault 20 a dispute", () => {
  const steps = [
    ["needs_response", "disputed"],
    ["under_review", "disputed"],
    ["won", null],
  ] as const

  it("closes the goods while it is open, and a won one gives them back", async () => {
    const { intent, paid } = await buy()
    await sandbox.control("deliveries", { mode: "deliver" })
    await deliver(paid)
    for (const [status, expected] of steps) {
      await sandbox.control("disputes", { charge: intent, status })
      await waitUntil(
        async () => (await db().dispute.findFirst())?.status === status,
        `the dispute to be ${status}`,
      )
      expect(await reason(), status).toBe(expected)
    }
    await checkInvariants()
  })

  it("that is lost keeps them closed; a warning closes nothing", async () => {
    const { intent, paid } = await buy()
    await sandbox.control("deliveries", { mode: "deliver" })
    await deliver(paid)
    await sandbox.control("disputes", { charge: intent, status: "warning_needs_response" })
    await waitUntil(async () => db().dispute.findFirst(), "the warning")
    expect(await reason()).toBeNull()
    await sandbox.control("disputes", { charge: intent, status: "lost" })
    await waitUntil(async () => (await db().dispute.findFirst())?.status === "lost", "the loss")
    expect(await reason()).toBe("disputed")
    await checkInvariants()
  })

  it("is in the same state whatever the order of its events", async () => {
    const { intent, paid } = await buy()
    await deliver(paid)
    for (const [status] of steps) await sandbox.control("disputes", { charge: intent, status })
    const events = (await listEvents(sandbox.url)).filter((one) =>
      one.type.startsWith("charge.dispute."),
    )
    for (const event of events.toReversed()) await deliver(event)
    expect((await db().dispute.findFirstOrThrow()).status).toBe("won")
    expect(await reason()).toBeNull()
    await checkInvariants()
  })
})

describe("a change of a customer at Stripe", () => {
  const change = (name: string, created: number, id?: string) =>
    makeEvent(
      "customer.updated",
      { id: "cus_known", object: "customer", name },
      { created, ...(id ? { id } : {}) },
    )
  const nameNow = async () => (await db().customer.findFirstOrThrow()).name

  it("moves the copy forward, once; nobody's is ignored", async () => {
    const { customerId } = await makePaidOrder()
    await db().customer.update({
      where: { id: customerId },
      data: { stripeCustomerId: "cus_known" },
    })
    const first = change("Ada", 1_800_000_000)
    expect(await deliver(first)).toMatchObject({ outcome: "applied" })
    expect(await deliver(first)).toMatchObject({ outcome: "duplicate" })
    expect(await deliver(change("Ada L.", 1_800_000_001))).toMatchObject({ outcome: "applied" })
    expect(await nameNow()).toBe("Ada L.")
    const stranger = makeEvent("customer.updated", { id: "cus_nobody", name: "X" })
    expect(await deliver(stranger)).toMatchObject({ outcome: "ignored" })
  })

  it("fault 4 of the same second is asked of Stripe", async () => {
    const { customerId } = await makePaidOrder()
    const known = await callStripe(sandbox.url, "customers", { name: "The truth" })
    const object = { id: String(known.id), name: "Ada" }
    await db().customer.update({
      where: { id: customerId },
      data: { stripeCustomerId: object.id },
    })
    await deliver(makeEvent("customer.updated", object, { created: 1_800_000_000 }))
    const late = makeEvent(
      "customer.updated",
      { ...object, name: "A rumour" },
      { created: 1_800_000_000 },
    )
    expect(await deliver(late)).toMatchObject({ status: 200, outcome: "applied" })
    expect(await nameNow()).toBe("The truth")
  })
})
