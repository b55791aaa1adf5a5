import { expect, it } from "vitest"
import { GET } from "@/app/api/orders/[token]/papers/[number]/route"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { exportCustomer } from "@/lib/account/export-customer"
import { listPayments } from "@/lib/account/store/payments"
import { db, transaction } from "@/lib/db"
import { FieldErrors } from "@/lib/errors"
import { askInvoice } from "@/lib/papers/ask-invoice"
import { findPaper } from "@/lib/papers/find-paper"
import { chargedBy, totalsOf } from "@/lib/papers/rules"
import { listPapers } from "@/lib/papers/store"
import { paperPath } from "@/lib/purchases/order-url"
import { signToken } from "@/lib/tokens"
import { applyRefund } from "@/lib/webhooks/apply-refund"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { paidOrder, refundOrder } from "@/tests/support/refunding"
import { startSelling } from "@/tests/support/selling"

const { sandbox } = await startSelling()

const ada = { name: "Ada Lovelace", businessName: "", address: "", country: "", vatId: "" }
const firm = {
  ...ada,
  businessName: "Engines Ltd",
  address: "1 Lane\nVienna",
  country: "AT",
  vatId: "atu 13585627",
}
const kinds = async (orderId: string) =>
  (await listPapers(orderId)).map(({ number, kind, amountTotal }) => [number, kind, amountTotal])
const charged = async (orderId: string) => totalsOf(chargedBy(await listPapers(orderId)))
const get = (token: string, number: string) =>
  GET(new Request("http://localhost"), { params: Promise.resolve({ token, number }) })

it("B62: a correction credits the old invoice and makes a new one; both stay as they were, and again changes nothing", async () => {
  const { id, token } = await makePaidOrder()
  await askInvoice(token, ada)
  await askInvoice(token, firm)
  await askInvoice(token, firm)
  expect(await kinds(id)).toEqual([
    [1, "invoice", 1999],
    [2, "credit_note", 1999],
    [3, "invoice", 1999],
  ])
  const [first, credit, last] = await listPapers(id)
  expect(first).toMatchObject({ buyerName: "Ada Lovelace", businessName: null, vatId: null })
  expect(credit).toMatchObject({ aboutId: first?.id, businessName: null })
  expect(last).toMatchObject({
    businessName: "Engines Ltd",
    address: ["1 Lane", "Vienna"],
    country: "AT",
    vatId: "ATU13585627",
    vatIdIsValid: false,
  })
  await expect(askInvoice(token, { ...firm, vatId: "OTHER" })).rejects.toThrow(FieldErrors)
  await expect(db().paper.updateMany({ data: { buyerName: "Eve" } })).rejects.toThrow(
    "never changed",
  )
  await expect(db().paper.deleteMany()).rejects.toThrow("never changed")
})

it("B62: numbers have no gap, whoever writes at once and whatever is rolled back", async () => {
  const product = await makeProduct()
  const orders = await Promise.all(
    ["a", "b", "c", "d", "e", "f"].map((name) =>
      makePaidOrder({ email: `${name}@example.com`, products: [product] }),
    ),
  )
  await Promise.allSettled(
    orders.map(({ token }, at) =>
      at % 3 === 0
        ? transaction(async () => {
            await askInvoice(token, ada)
            throw new Error("rolled back")
          })
        : askInvoice(token, ada),
    ),
  )
  const numbers = await db().paper.findMany({ orderBy: { number: "asc" } })
  expect(numbers.map(({ number }) => number)).toEqual([1, 2, 3, 4])
})

it("B62: a refund makes one credit note, whatever is told of it again, and one that fails is charged anew", async () => {
  const { checkoutId, lineId } = await paidOrder(sandbox)
  const token = signToken("order", checkoutId)
  await refundOrder(checkoutId, { what: "amount", typed: "5.00", closesAccess: false })
  expect(await kinds(checkoutId)).toEqual([])
  // What was given back before is credited with the invoice.
  await askInvoice(token, ada)
  await refundOrder(checkoutId, { what: "amount", typed: "3.00", closesAccess: false })
  expect(await kinds(checkoutId)).toEqual([
    [1, "invoice", 1999],
    [2, "credit_note", 500],
    [3, "credit_note", 300],
  ])
  const refunds = await db().refund.findMany({ orderBy: { createdAt: "asc" } })
  const last = refunds.at(-1)
  if (!last) throw new Error("There is no refund.")
  const { stripePaymentIntentId } = await db().checkout.findUniqueOrThrow({
    where: { id: checkoutId },
  })
  const tell = (status: "succeeded" | "failed", seconds: number) =>
    applyRefund(
      {
        id: last.stripeRefundId,
        paymentIntentId: stripePaymentIntentId,
        amount: last.amount,
        currency: last.currency,
        status,
        lineId: null,
        requestId: null,
        createdAt: last.createdAt,
      },
      new Date(last.stripeVersionAt.getTime() + seconds * 1000),
      transaction,
    )
  await tell("succeeded", 1)
  expect(await charged(checkoutId)).toMatchObject({ amountTotal: 1199 })
  await tell("failed", 2)
  await tell("failed", 3)
  expect((await kinds(checkoutId)).slice(3)).toEqual([[4, "invoice", 300]])
  await askInvoice(token, firm)
  expect(await charged(checkoutId)).toMatchObject({ amountTotal: 1499 })
  expect((await listPapers(checkoutId)).at(-1)?.lines).toMatchObject([
    { id: lineId, amountTotal: 1499 },
  ])
})

it("B62: a paper is a PDF for whoever holds the order's key; to anybody else there is none", async () => {
  const { token } = await makePaidOrder()
  const other = await makePaidOrder({ email: "eve@example.com" })
  await askInvoice(token, { ...ada, name: "Ада Lovelace 山田 ไทย עדה" })
  const answer = await get(token, "1")
  expect(answer.headers.get("content-type")).toBe("application/pdf")
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-")
  expect(Buffer.from(await (await get(token, "1")).arrayBuffer()).equals(bytes)).toBe(true)
  const refused = [
    [other.token, "1"],
    [token, "2"],
    [token, "01"],
    [`${token.slice(0, -1)}_`, "1"],
  ] as const
  for (const [key, number] of refused) expect((await get(key, number)).status).toBe(404)
})

it("B62: whoever asks without end is told to wait, for details as for PDFs", async () => {
  const { id, token } = await makePaidOrder()
  const wrong = () => askInvoice(token, { ...ada, vatId: "OTHER" })
  for (let n = 0; n < 20; n++) await expect(wrong()).rejects.toThrow(FieldErrors)
  await expect(wrong()).rejects.toMatchObject({ code: "rate-limited" })
  expect(await kinds(id)).toEqual([])
  const statuses = []
  for (let n = 0; n < 61; n++) statuses.push((await get(token, "1")).status)
  expect(statuses.findIndex((status) => status === 429)).toBe(60)
})

it("B62: a buyer finds the papers of each order among their payments, and nobody else's", async () => {
  const { customerId, token } = await makePaidOrder()
  const other = await makePaidOrder({ email: "eve@example.com" })
  await askInvoice(other.token, ada)
  await askInvoice(token, ada)
  await askInvoice(token, firm)
  const { payments } = await listPayments(customerId, { after: null, limit: 20 })
  const [order] = payments.flatMap((one) => (one.kind === "order" ? [one] : []))
  if (!order) throw new Error("There is no order.")
  expect(order.papers.map(({ number, kind }) => [number, kind])).toEqual([
    [2, "invoice"],
    [3, "credit_note"],
    [4, "invoice"],
  ])
  const [, , , key = "", , number = ""] = paperPath(order.id, order.linkVersion, 4).split("/")
  expect((await get(key, number)).status).toBe(200)
})

it("B62: what nothing was charged for has no invoice", async () => {
  const free = await makeProduct({ editions: [{ amount: 0 }] })
  const given = await makePaidOrder({ products: [free] })
  await expect(askInvoice(given.token, ada)).rejects.toThrow("Nothing was charged")
  expect(await kinds(given.id)).toEqual([])
})

it("B62: a buyer's papers are in their export, and stay whole when they are forgotten, without their link", async () => {
  const { id, token, customerId } = await makePaidOrder()
  await askInvoice(token, firm)
  const parts: string[] = []
  for await (const part of await exportCustomer(customerId)) parts.push(part)
  expect(JSON.parse(parts.join("")).papers).toMatchObject([{ businessName: "Engines Ltd" }])
  await eraseCustomer(customerId)
  expect(await listPapers(id)).toMatchObject([{ number: 1, businessName: "Engines Ltd" }])
  expect((await get(token, "1")).status).toBe(404)
  expect(await findPaper("1")).toMatchObject({ number: 1 })
})
