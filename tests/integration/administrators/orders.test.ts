import { describe, expect, it } from "vitest"
import { resendReceipt } from "@/lib/account/resend-receipt"
import { listChanges } from "@/lib/audit/store"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { findOrder } from "@/lib/delivery/find-order"
import { listMails } from "@/lib/mail/store/mail-list"
import { recordMail } from "@/lib/mail/store/mails"
import { readOrderQuery } from "@/lib/purchases/read-order-query"
import { resetDownloads } from "@/lib/purchases/reset-downloads"
import { rotateLink } from "@/lib/purchases/rotate-link"
import { findOrders } from "@/lib/purchases/store/find-orders"
import { type MadeOrder, makePaidOrder, makeProduct } from "@/tests/support/factories"

const all = { query: null, state: null, since: null, until: null, after: null, limit: 25 }
const found = async (typed: string, more: Partial<Parameters<typeof findOrders>[0]> = {}) =>
  (await findOrders({ ...all, query: readOrderQuery(typed), ...more })).orders.map(({ id }) => id)

const lastChange = async ({ id }: MadeOrder) =>
  (await listChanges({ subject: { kind: "order", id }, after: null, limit: 1 })).changes[0]

describe("K17: orders", () => {
  it("are found by address, product, id of the shop's and of Stripe's", async () => {
    const book = await makeProduct({ title: "Selling 100% Digital" })
    const ada = await makePaidOrder({ email: "ada@example.com", products: [book] })
    const bea = await makePaidOrder({ email: "bea@example.com" })
    await db().checkout.update({
      where: { id: bea.id },
      data: { stripeSessionId: "cs_test_b", stripePaymentIntentId: "pi_b" },
    })
    expect(await found("")).toEqual([bea.id, ada.id])
    expect(await found(" Ada@Example.com ")).toEqual([ada.id])
    expect(await found("da@example.com")).toEqual([])
    expect(await found("100% digital")).toEqual([ada.id])
    expect(await found("1_0%")).toEqual([])
    expect(await found(book.slug)).toEqual([ada.id])
    expect(await found(bea.id)).toEqual([bea.id])
    expect(await found(ada.purchaseId)).toEqual([ada.id])
    expect([await found("cs_test_b"), await found("pi_b")]).toEqual([[bea.id], [bea.id]])
    for (const other of ["cs_other", "re_other", "dp_other", "cus_other", "no such product"])
      expect(await found(other)).toEqual([])
  })

  it("are found by what Stripe's own mails and lists name: a refund, a dispute, a customer", async () => {
    const [order] = [await makePaidOrder(), await makePaidOrder()]
    const { id, customerId, purchaseId } = order
    const of = { checkoutId: id, currency: "usd", stripeVersionAt: new Date(), amount: 300 }
    await db().refund.create({
      data: { ...of, id, stripeRefundId: "re_1", status: "succeeded" },
    })
    await db().dispute.create({
      data: { ...of, id: purchaseId, stripeDisputeId: "du_1", reason: "fraudulent", status: "won" },
    })
    await db().customer.update({ where: { id: customerId }, data: { stripeCustomerId: "cus_1" } })
    for (const name of ["re_1", "du_1", "cus_1"]) expect(await found(name), name).toEqual([id])
  })

  it("are narrowed to days, whose end belongs to the next, and to a state", async () => {
    const [early, late] = [await makePaidOrder(), await makePaidOrder()]
    const day = new Date("2026-03-01T00:00:00Z")
    const dated = (id: string, createdAt: Date) =>
      db().checkout.update({ where: { id }, data: { createdAt } })
    await dated(early.id, day)
    await dated(late.id, plusSeconds(day, 86_400))
    expect(await found("", { since: day, until: plusSeconds(day, 86_400) })).toEqual([early.id])
    expect(await found("", { since: plusSeconds(day, 1) })).toEqual([late.id])
    await db().checkout.update({ where: { id: late.id }, data: { status: "expired" } })
    expect(await found("")).toEqual([early.id])
    expect(await found("", { state: "expired" })).toEqual([late.id])
  })

  it("come page by page, each once, also those of one moment", async () => {
    const made = [await makePaidOrder(), await makePaidOrder(), await makePaidOrder()]
    await db().checkout.updateMany({ data: { createdAt: new Date("2026-03-01T00:00:00Z") } })
    const pages: string[][] = []
    for (let after: string | null = null, more = true; more; ) {
      const { orders, next } = await findOrders({ ...all, after, limit: 2 })
      pages.push(orders.map(({ id }) => id))
      after = next
      more = next !== null
    }
    expect(pages.map((page) => page.length)).toEqual([2, 1])
    expect(pages.flat().sort()).toEqual(made.map(({ id }) => id).sort())
  })

  it("say what was given back and what is disputed", async () => {
    const order = await makePaidOrder()
    const of = { checkoutId: order.id, currency: "usd", stripeVersionAt: new Date() }
    await db().refund.createMany({
      data: [
        { ...of, id: order.id, stripeRefundId: "re_1", amount: 300, status: "succeeded" },
        { ...of, id: order.purchaseId, stripeRefundId: "re_2", amount: 500, status: "failed" },
      ],
    })
    const [row] = (await findOrders(all)).orders
    expect(row).toMatchObject({ amountRefunded: 300, hasDispute: false })
    const other = await makePaidOrder()
    const lost = { ...of, checkoutId: other.id, amount: 300, status: "failed" as const }
    await db().refund.create({ data: { ...lost, id: other.id, stripeRefundId: "re_3" } })
    expect(await found("", { state: "refunded" })).toEqual([order.id])
    expect(await found("", { state: "disputed" })).toEqual([])
    const dispute = { ...of, checkoutId: other.id, amount: 300, reason: "fraudulent" }
    await db().dispute.create({
      data: { ...dispute, id: order.id, stripeDisputeId: "dp_1", status: "won" },
    })
    expect(await found("", { state: "disputed" })).toEqual([other.id])
  })
})

describe("what an administrator does for a buyer", () => {
  it("K13: gives downloads back, never takes any, and is logged with before and after", async () => {
    const order = await makePaidOrder({ downloadsLeft: 0 })
    expect((await resetDownloads(order.purchaseId, "admin@kiosk.test")).downloadsLeft).toBe(5)
    expect(await lastChange(order)).toMatchObject({
      actor: "admin@kiosk.test",
      action: "purchase.reset-downloads",
      before: { downloadsLeft: 0 },
      after: { downloadsLeft: 5 },
    })
  })

  it("makes the private link void, and the log does not hold the new one", async () => {
    const order = await makePaidOrder()
    const url = await rotateLink(order.purchaseId, "admin@kiosk.test")
    expect(await findOrder(order.token)).toBeNull()
    const change = await lastChange(order)
    expect(change).toMatchObject({ before: { linkVersion: 1 }, after: { linkVersion: 2 } })
    expect(JSON.stringify(change)).not.toContain(url.split("/").at(-1) ?? "")
  })

  it("mails the receipt again, to the address of today; of nothing paid there is none", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    await db().customer.update({
      where: { id: order.customerId },
      data: { email: "new@example.com" },
    })
    await resendReceipt(order.id, "admin@kiosk.test")
    await resendReceipt(order.id, "admin@kiosk.test")
    const { mails } = await listMails({
      state: "pending",
      recipient: "new@example.com",
      after: null,
      limit: 10,
      order: "newest first",
    })
    expect(mails.map(({ kind }) => kind)).toEqual(["receipt", "receipt"])
    expect(await lastChange(order)).toMatchObject({ action: "order.resend-receipt" })
    await db().checkout.update({ where: { id: order.id }, data: { status: "expired" } })
    await expect(resendReceipt(order.id, "admin@kiosk.test")).rejects.toThrow("no receipt")
  })
})

it("K20, B41: mails that wait are seen, those that failed with why, and those that came back", async () => {
  await recordMail({ kind: "alert", subject: "x", recipient: "ada@example.com" })
  await recordMail({ kind: "alert", subject: "y", recipient: "ada@example.com" })
  const first = await db().mail.findFirst()
  await db().mail.update({
    where: { id: first?.id ?? "" },
    data: { attempts: 2, lastError: "Resend does not answer." },
  })
  const of = { recipient: null, after: null, limit: 10, order: "newest first" } as const
  const { mails } = await listMails({ ...of, state: "pending" })
  expect(new Set(mails.map(({ lastError }) => lastError))).toEqual(
    new Set(["Resend does not answer.", null]),
  )
  expect((await listMails({ ...of, state: "sent" })).mails).toEqual([])
  await db().mail.update({
    where: { id: first?.id ?? "" },
    data: { sentAt: new Date(), bouncedAt: new Date(), deliveryNote: "No such mailbox" },
  })
  const back = await listMails({ ...of, state: "bounced" })
  expect(back.mails).toMatchObject([{ id: first?.id, deliveryNote: "No such mailbox" }])
  await recordMail({ kind: "alert", subject: "z", recipient: " Ada@Example.com" })
  const hers = await listMails({ ...of, state: "all", recipient: "ada@example.com", limit: 2 })
  expect(hers.mails.map(({ recipient }) => recipient)).toEqual([
    " Ada@Example.com",
    "ada@example.com",
  ])
  const rest = { ...of, state: "all", recipient: "ada@example.com", after: hers.next } as const
  expect((await listMails(rest)).mails).toHaveLength(1)
  expect((await listMails({ ...rest, after: null, recipient: "_da@example.com" })).mails).toEqual(
    [],
  )
})
