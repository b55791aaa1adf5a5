import { parse } from "csv-parse/sync"
import { expect, it } from "vitest"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { listBuyers } from "@/lib/accounting/store/buyers"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import { type MadeOrder, makePaidOrder, makeProduct } from "@/tests/support/factories"
import { makeCustomer } from "@/tests/support/grant-access"
import { runShop } from "@/tests/support/run-shop"
import { makeSubscribed } from "@/tests/support/subscribed"

async function buyers(...args: string[]): Promise<Record<string, string>[]> {
  return parse((await runShop(["buyers", ...args])).stdout, { columns: true })
}

async function paidOn({ id }: MadeOrder, day: string): Promise<void> {
  await db().checkout.update({ where: { id }, data: { paidAt: new Date(`${day}T12:00:00Z`) } })
}

it("B75: each buyer stands once, with what they paid and got back by currency, and when", async () => {
  const yen = await makeProduct({ editions: [{ currency: "jpy", amount: 450 }] })
  const book = await makeProduct({ editions: [{ amount: 1999 }] })
  const email = "ada@example.com"
  const first = await makePaidOrder({ email, products: [book] })
  const last = await makePaidOrder({ email, products: [yen] })
  // Held back until a person has looked: not counted.
  const held = await makePaidOrder({ email, products: [book], status: "withheld" })
  await paidOn(held, "2026-01-01")
  await paidOn(first, "2026-01-05")
  await paidOn(last, "2026-03-07")
  await db().refund.create({
    data: {
      id: newId(),
      stripeRefundId: "re_1",
      checkoutId: first.id,
      currency: "usd",
      amount: 500,
      status: "succeeded",
      stripeVersionAt: new Date(),
    },
  })
  await makePaidOrder({ email: "bea@example.com", status: "failed" })
  await makeCustomer("cleo@example.com")
  expect(await buyers()).toEqual([
    {
      email,
      name: "",
      first_bought: "2026-01-05",
      last_bought: "2026-03-07",
      orders: "2",
      paid: "450 JPY; 19.99 USD",
      refunded: "5.00 USD",
      takes_news: "yes",
    },
  ])
})

it("B75: who bought one product, who pays for a plan, who wants no news, and nobody who was forgotten", async () => {
  const [book, film] = [await makeProduct(), await makeProduct()]
  const ada = await makePaidOrder({ email: "ada@example.com", products: [book] })
  await makePaidOrder({ email: "bea@example.com", products: [film] })
  const forgotten = await makePaidOrder({ email: "cleo@example.com", products: [book] })
  await eraseCustomer(forgotten.customerId)
  await db().mailOptOut.create({ data: { customerId: ada.customerId, reason: "asked" } })
  const subscriber = await makeSubscribed()
  const all = await buyers()
  expect(all.map(({ email }) => email)).toEqual(
    ["ada@example.com", "bea@example.com", subscriber.email].sort(),
  )
  expect(all.map(({ takes_news }) => takes_news)).toEqual(["no", "yes", "yes"])
  expect(await buyers("--product", film.slug)).toMatchObject([{ email: "bea@example.com" }])
  expect((await runShop(["buyers", "--product", "nowhere"])).stderr).toContain("no product nowhere")
})

it("come page by page, each once", async () => {
  for (const letter of ["a", "b", "c"]) await makePaidOrder({ email: `${letter}@example.com` })
  const [one] = await listBuyers({ product: null, after: null, limit: 1 })
  const rest = await listBuyers({ product: null, after: one?.id ?? null, limit: 5 })
  expect([one, ...rest].map((buyer) => buyer?.email)).toEqual(
    ["a", "b", "c"].map((letter) => `${letter}@example.com`),
  )
})
