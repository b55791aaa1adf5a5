import pg from "pg"
import { expect, test, vi } from "vitest"
import { db } from "@/lib/db"
import { findOrder } from "@/lib/delivery/find-order"
import { newId } from "@/lib/tokens"
import {
  downloadsLeft,
  forgeries,
  rotateLink,
  tokenOfNobody,
} from "@/tests/support/delivery-requests"
import { makePaidOrder, makeProduct, makeRelease, revoke } from "@/tests/support/factories"

test("an order shows each line with every file of every release that is out, newest first", async () => {
  const product = await makeProduct({ title: "The Book" })
  const second = await makeRelease(product, product.edition, { version: "2.0", name: "book2.pdf" })
  const soon = new Date(Date.now() + 3_600_000)
  await makeRelease(product, product.edition, { version: "3.0", releasedAt: soon })
  const other = await makeProduct({ editions: [{ downloadLimit: 3, amount: 500 }] })
  const order = await makePaidOrder({ products: [product, other] })

  const found = await findOrder(order.token)
  expect(found).toMatchObject({
    id: order.id,
    token: order.token,
    status: "paid",
    email: order.email,
    currency: "usd",
    amountTotal: 2499,
    amountRefunded: 0,
    paidAt: expect.any(Date),
  })
  expect(found?.lines).toHaveLength(2)
  expect(found?.lines[0]).toMatchObject({
    purchaseId: order.purchaseIds[0],
    productSlug: product.slug,
    productTitle: "The Book",
    editionSlug: product.edition.slug,
    downloadsLeft: 5,
    downloadLimit: 5,
    state: "open",
  })
  const { id, sha256 } = second
  expect(found?.lines[0]?.files).toMatchObject([
    { id, name: "book2.pdf", size: 10_000n, sha256, version: "2.0", isLatest: true },
    { id: product.edition.file.id, version: "1.0", isLatest: false },
  ])
  expect(found?.lines[1]).toMatchObject({ downloadLimit: 3, amountTotal: 500 })
  expect(found?.lines[1]?.files).toMatchObject([{ id: other.edition.file.id, isLatest: true }])
})

test("times come back as they were written", async () => {
  const releasedAt = new Date("2026-01-02T03:04:05.678Z")
  const product = await makeProduct({ releasedAt })
  const order = await makePaidOrder({ products: [product] })
  expect((await findOrder(order.token))?.lines[0]?.files[0]?.releasedAt).toEqual(releasedAt)
})

test("an order costs three statements, whatever is in it", async () => {
  const products = [await makeProduct(), await makeProduct(), await makeProduct()]
  const order = await makePaidOrder({ products })
  const query = vi.spyOn(pg.Client.prototype, "query")
  await findOrder(order.token)
  expect(query.mock.calls.length).toBeLessThanOrEqual(3)
  expect(query.mock.calls.length).toBeGreaterThan(0)
  query.mockRestore()
})

test.each(["open", "processing", "withheld", "failed", "expired"] as const)(
  "an order that is %s has no files",
  async (status) => {
    const order = await makePaidOrder({ status })
    const found = await findOrder(order.token)
    expect(found?.status).toBe(status)
    expect(found?.lines.flatMap((line) => line.files)).toEqual([])
  },
)

test("an order says why a line's files can't be fetched", async () => {
  const products = [await makeProduct(), await makeProduct(), await makeProduct()]
  const order = await makePaidOrder({ products })
  const [first = "", second = "", third = ""] = order.purchaseIds
  await revoke(first, "refunded")
  await revoke(second, "disputed")
  await db().purchase.update({ where: { id: third }, data: { downloadsLeft: 0 } })
  const found = await findOrder(order.token)
  expect(found?.lines.map((line) => line.state)).toEqual(["refunded", "disputed", "limit-reached"])
})

test("an order tells what was given back, without what is still on its way", async () => {
  const order = await makePaidOrder()
  for (const [amount, status] of [
    [300, "succeeded"],
    [200, "succeeded"],
    [50, "pending"],
  ] as const)
    await db().refund.create({
      data: {
        id: newId(),
        stripeRefundId: newId(),
        checkoutId: order.id,
        currency: "usd",
        amount,
        status,
        stripeVersionAt: new Date(),
      },
    })
  expect((await findOrder(order.token))?.amountRefunded).toBe(500)
})

test("K15: a token that is garbled, forged, of no order, or replaced opens nothing", async () => {
  const order = await makePaidOrder()
  for (const token of ["", "garbled", tokenOfNobody("order"), tokenOfNobody("download")])
    expect(await findOrder(token)).toBeNull()
  for (const token of forgeries(order.token)) expect(await findOrder(token)).toBeNull()
  const successor = await rotateLink(order)
  expect(await findOrder(order.token)).toBeNull()
  expect((await findOrder(successor))?.id).toBe(order.id)
})

test("B25: opening an order takes nothing, however often it is scanned", async () => {
  const order = await makePaidOrder()
  for (let n = 0; n < 5; n++) await findOrder(order.token)
  expect(await downloadsLeft(order.purchaseId)).toBe(5)
})
