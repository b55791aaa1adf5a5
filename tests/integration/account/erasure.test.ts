import { describe, expect, it } from "vitest"
import { deleteAccount } from "@/lib/account/delete-account"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { findOrder } from "@/lib/delivery/find-order"
import { isLive } from "@/lib/entitlements/access-rules"
import { listAccess } from "@/lib/entitlements/store/access"
import { sendMail } from "@/lib/mail/send-mail"
import { signToken } from "@/lib/tokens"
import { reconcile } from "@/lib/webhooks/reconcile"
import { pay } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { makePerson, wholeDatabase, workOff } from "@/tests/support/person"
import { begin, startSelling } from "@/tests/support/selling"
import { makeSession } from "@/tests/support/session"
import { callStripe, deliver, listEvents, makeEvent } from "@/tests/support/stripe-events"

const { sandbox } = await startSelling()
const jobs = ["redact-events", "forget-at-stripe"]
// The last digits of the card stand alone; within an id they are chance.
const trace = /ada@example|lovelace|192\.0\.2|g-1|firefox|(?<![\w-])4242(?![\w-])/i
const sums = () =>
  db().checkout.groupBy({
    by: ["currency", "country", "status"],
    where: { status: "paid" },
    _sum: { amountTotal: true, amountTax: true },
  })

describe("B45: a person who is erased", () => {
  it("leaves no trace in any table, and the books stay as they were", async () => {
    const { customerId, checkoutId } = await makePerson()
    const failed = await makePaidOrder({ email: "ada@example.com", status: "failed" })
    await dropPurchases(failed.id)
    const before = await sums()
    expect(await wholeDatabase()).toMatch(trace)

    const erased = await eraseCustomer(customerId)
    expect(erased).toMatchObject({ ordersKept: 1, ordersDeleted: 1 })
    await workOff(...jobs)

    const rest = (await wholeDatabase()).split("\n").filter((row) => trace.test(row))
    expect(rest).toEqual([])
    expect(await sums()).toEqual(before)
    expect(await db().checkout.findUnique({ where: { id: failed.id } })).toBeNull()
    const kept = await db().checkout.findUniqueOrThrow({ where: { id: checkoutId } })
    expect(kept).toMatchObject({ status: "paid", email: null, customerId, linkVersion: 2 })
    expect(kept).toMatchObject({ utmSource: "news", utmContent: null })
    expect(kept.stripePaymentIntentId).toBeTruthy()
    await checkInvariants()
  })

  it("is unknown at Stripe too, even when it is down at first", async () => {
    const { customerId } = await makePerson()
    const { stripeCustomerId } = await db().customer.findUniqueOrThrow({
      where: { id: customerId },
    })
    await eraseCustomer(customerId)
    await sandbox.control("api", { mode: "error", path: "/v1/customers", times: 2 })
    await expect(workOff("forget-at-stripe")).rejects.toThrow()
    await workOff(...jobs)
    expect(await callStripe(sandbox.url, `customers/${stripeCustomerId}`)).toEqual({
      id: stripeCustomerId,
      object: "customer",
      deleted: true,
    })
  })

  it("opens nothing any more: no link, no new link, no entitlement", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    expect(await findOrder(order.token)).not.toBeNull()
    await eraseCustomer(order.customerId)
    expect(await findOrder(order.token)).toBeNull()
    expect(await findOrder(signToken("order", order.id, 2))).toBeNull()
    const visitor = { customerId: order.customerId, checkoutIds: [order.id] }
    const access = await listAccess([order.product.edition.id], visitor)
    const { entitlements } = access.get(order.product.edition.id) ?? { entitlements: [] }
    expect(entitlements.length).toBeGreaterThan(0)
    expect(entitlements.filter((one) => isLive(one, new Date()))).toEqual([])
  })

  it("may buy again with the same address, as a new customer who owns nothing of the old", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    await eraseCustomer(order.customerId)
    const id = await saveCustomer({ email: "Ada@example.com", name: "Ada" })
    expect(id).not.toBe(order.customerId)
    expect(await db().purchase.count({ where: { customerId: id } })).toBe(0)
  })

  it("does not come back with late, new or doubled events, and none fails", async () => {
    const { customerId } = await makePerson()
    const events = await listEvents(sandbox.url)
    await eraseCustomer(customerId)
    await workOff(...jobs)
    for (const event of events) {
      const again = await deliver(event)
      expect(again.status).toBe(200)
      // As another event of Stripe's that tells the same.
      const anew = await deliver({ ...event, id: `${event.id}_anew` })
      expect(anew).toMatchObject({ status: 200 })
      expect(["stale", "ignored"]).toContain(anew.outcome)
    }
    // What Stripe told while its customer was deleted.
    for (const event of await listEvents(sandbox.url)) await deliver(event)
    expect((await reconcile({ since: new Date(Date.now() - 86_400_000) })).failed).toBe(0)
    expect((await reconcile()).failed).toBe(0)
    expect((await wholeDatabase()).split("\n").filter((row) => trace.test(row))).toEqual([])
    expect(await db().customer.count()).toBe(1)
    expect(await db().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
    await checkInvariants()
  })

  it("has an order that was deleted: what Stripe tells of it is ignored, not parked for ever", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const { checkoutId, sessionId } = await begin(await makeProduct())
    await db().checkout.update({
      where: { id: checkoutId },
      data: { status: "expired", email: "ADA@example.com " },
    })
    expect(await eraseCustomer(order.customerId)).toMatchObject({ ordersDeleted: 1 })
    const session = await callStripe(sandbox.url, `checkout/sessions/${sessionId}`)
    const late = makeEvent("checkout.session.expired", { ...session, status: "expired" })
    expect(await deliver(late)).toMatchObject({ status: 200, outcome: "ignored" })
  })

  it("who pays an old page after all is not resurrected: the order is withheld and the owner told", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const { url, checkoutId } = await begin(await makeProduct())
    await db().checkout.update({
      where: { id: checkoutId },
      data: { customerId: order.customerId },
    })
    await eraseCustomer(order.customerId)
    await sandbox.control("deliveries", { mode: "drop" })
    await pay(url)
    await reconcile({ since: new Date(Date.now() - 86_400_000) })
    const after = await db().checkout.findUniqueOrThrow({ where: { id: checkoutId } })
    expect(after).toMatchObject({ status: "withheld", email: null })
    expect(await db().mail.count({ where: { kind: "alert" } })).toBe(1)
    expect(await db().customer.count()).toBe(1)
    await workOff(...jobs)
    expect(await wholeDatabase()).not.toMatch(/ada@example|lovelace/i)
  })

  it("leaves no page at Stripe on which an old order could still be paid", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const { checkoutId, sessionId } = await begin(await makeProduct())
    await db().checkout.update({ where: { id: checkoutId }, data: { email: "ada@example.com" } })
    await eraseCustomer(order.customerId)
    await workOff(...jobs)
    const session = await callStripe(sandbox.url, `checkout/sessions/${sessionId}`)
    expect(session.status).toBe("expired")
  })

  it("keeps refunds and disputes of the books coming in", async () => {
    const { customerId, checkoutId } = await makePerson()
    const { stripePaymentIntentId } = await db().checkout.findUniqueOrThrow({
      where: { id: checkoutId },
    })
    await eraseCustomer(customerId)
    await workOff(...jobs)
    await callStripe(sandbox.url, "refunds", { payment_intent: String(stripePaymentIntentId) })
    for (const event of await listEvents(sandbox.url)) await deliver(event)
    expect(await db().refund.count({ where: { checkoutId, status: "succeeded" } })).toBe(1)
    expect((await wholeDatabase()).split("\n").filter((row) => trace.test(row))).toEqual([])
    await checkInvariants()
  })
})

describe("erasing", () => {
  it("touches nobody else, though the addresses look alike", async () => {
    const ada = await makePaidOrder({ email: "ada@example.com" })
    for (const email of ["nada@example.com", "ada@example.com.au"]) {
      const other = await makePaidOrder({ email })
      await makeSession(other.customerId)
      await deliver(makeEvent("customer.created", { id: "cus_x", email, name: "Other" }))
    }
    await deliver(makeEvent("customer.created", { id: "cus_y", email: "Ada@Example.com" }))
    const rows = async () =>
      (await wholeDatabase())
        .split("\n")
        .filter((row) => /nada@|com\.au|"Other"/.test(row))
        .toSorted()
    const before = await rows()
    await eraseCustomer(ada.customerId)
    await workOff(...jobs)
    expect(await rows()).toEqual(before)
    expect(await db().session.count()).toBe(2)
    expect(await wholeDatabase()).not.toMatch(/"ada@example\.com"/i)
  })

  it("cancels mails that are not sent; their jobs end quietly", async () => {
    const { customerId } = await makePerson()
    const mail = await db().mail.findFirstOrThrow({ where: { kind: "receipt" } })
    await db().mail.update({ where: { id: mail.id }, data: { sentAt: null } })
    await eraseCustomer(customerId)
    expect(await sendMail(mail.id)).toBe("cancelled")
    const after = await db().mail.findUniqueOrThrow({ where: { id: mail.id } })
    expect(after).toMatchObject({ recipient: `erased:${mail.id}`, sentAt: null })
  })

  it("waits for money that is on its way, and is done once", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const waiting = await makePaidOrder({ email: "ada@example.com", status: "processing" })
    await expect(eraseCustomer(order.customerId)).rejects.toMatchObject({ code: "conflict" })
    await db().checkout.update({ where: { id: waiting.id }, data: { status: "paid" } })
    await eraseCustomer(order.customerId)
    await expect(eraseCustomer(order.customerId)).rejects.toMatchObject({ code: "not-found" })
  })

  it("needs the address typed and a sign-in of the last fifteen minutes", async () => {
    const { customerId } = await makePaidOrder({ email: "ada@example.com" })
    const { id: sessionId } = await makeSession(customerId)
    const signedIn = {
      sessionId,
      customerId,
      email: "ada@example.com",
      secondFactor: "none" as const,
    }
    await expect(deleteAccount(signedIn, "bea@example.com")).rejects.toMatchObject({
      code: "invalid",
    })
    await db().session.update({
      where: { id: sessionId },
      data: { createdAt: new Date(Date.now() - 16 * 60_000) },
    })
    await expect(deleteAccount(signedIn, "ada@example.com")).rejects.toMatchObject({
      code: "forbidden",
    })
    await db().session.update({ where: { id: sessionId }, data: { createdAt: new Date() } })
    await deleteAccount(signedIn, " Ada@Example.com ")
    expect(await db().customer.count({ where: { email: null } })).toBe(1)
  })
})

async function dropPurchases(checkoutId: string): Promise<void> {
  const lines = { line: { checkoutId } }
  await db().entitlement.deleteMany({ where: { purchase: lines } })
  await db().purchase.deleteMany({ where: lines })
}
