import { makeProduct } from "@/tests/support/factories"
import { makeCustomer } from "@/tests/support/grant-access"
import {
  writeDispute,
  writeInvoice,
  writeOrder,
  writeRefund,
  writeSubscription,
} from "@/tests/support/ledger"
import { makePlan } from "@/tests/support/subscribed"

/** The month that the books below are about, in UTC. */
export const june = {
  since: new Date("2025-06-01T00:00:00Z"),
  until: new Date("2025-07-01T00:00:00Z"),
}
export const july = { since: june.until, until: new Date("2025-08-01T00:00:00Z") }

/** Orders, refunds and disputes of June 2025, with some exactly at its edges, in two currencies. */
export async function writeSales() {
  const [a, b] = [await makeProduct({ title: "Atlas" }), await makeProduct({ title: "Bestiary" })]
  const plan = await makePlan({ slug: "club", amount: 900 })
  const sold = [a]
  const first = await writeOrder({
    products: sold,
    amounts: [1000],
    tax: 100,
    country: "DE",
    at: "2025-06-01T00:00:00Z",
  })
  const both = await writeOrder({
    products: [a, b],
    amounts: [1000, 2000],
    at: "2025-06-10T12:00:00Z",
  })
  const last = await writeOrder({ products: sold, amounts: [1100], at: "2025-06-30T23:59:59.999Z" })
  const next = await writeOrder({ products: sold, amounts: [9900], at: "2025-07-01T00:00:00Z" })
  await writeOrder({ products: [b], amounts: [500], currency: "jpy", at: "2025-06-15T00:00:00Z" })
  await writeOrder({ products: sold, amounts: [0], at: "2025-06-05T00:00:00Z" })
  for (const [amount, at, status, currency] of [
    [1000, "2025-06-03T00:00:00Z", "expired", "usd"],
    [2000, "2025-06-04T00:00:00Z", "open", "usd"],
    [3000, "2025-06-06T00:00:00Z", "withheld", "usd"],
    [700, "2025-06-07T00:00:00Z", "failed", "jpy"],
    [800, "2025-07-01T00:00:00Z", "failed", "jpy"],
  ] as const)
    await writeOrder({ products: sold, amounts: [amount], at, status, currency })
  const invoiceId = await writeInvoice({ plan, status: "paid", at: "2025-06-20T00:00:00Z" })
  await writeInvoice({ plan, status: "open", at: "2025-06-21T00:00:00Z" })

  const checkoutId = both.id
  const [, lineId = ""] = both.lineIds
  await writeRefund({ checkoutId, amount: 701, at: "2025-06-11T00:00:00Z" })
  await writeRefund({
    checkoutId,
    lineId,
    amount: 500,
    at: "2025-06-12T00:00:00Z",
    status: "pending",
  })
  await writeRefund({ checkoutId, amount: 3000, at: "2025-06-13T00:00:00Z", status: "failed" })
  await writeRefund({ invoiceId, amount: 900, at: "2025-06-22T00:00:00Z" })
  await writeRefund({ checkoutId: next.id, amount: 100, at: "2025-07-01T00:00:00Z" })
  await writeDispute({
    checkoutId: first.id,
    amount: 1000,
    at: "2025-06-25T00:00:00Z",
    status: "lost",
  })
  await writeDispute({
    checkoutId: last.id,
    amount: 1100,
    at: "2025-06-30T00:00:00Z",
    status: "won",
  })
  return { a, b, plan }
}

/** Subscriptions around June 2025: two of one user, ended and ending ones, and some that never began. */
export async function writeSubscriptions() {
  const monthly = await makePlan({ slug: "monthly", amount: 900 })
  const yearly = await makePlan({
    slug: "yearly",
    amount: 12_000,
    period: { unit: "year", count: 1 },
  })
  const [ada, bea, cleo, dora] = [
    await makeCustomer(),
    await makeCustomer(),
    await makeCustomer(),
    await makeCustomer(),
  ]
  for (const subscription of [
    { customerId: ada, plan: monthly, startedAt: "2025-01-31T12:00:00Z" },
    { customerId: ada, plan: yearly, startedAt: "2025-06-05T00:00:00Z", quantity: 2 },
    {
      customerId: bea,
      plan: monthly,
      startedAt: "2025-04-10T00:00:00Z",
      status: "canceled",
      endedAt: "2025-06-10T00:00:00Z",
    },
    {
      customerId: cleo,
      plan: monthly,
      startedAt: "2025-05-01T00:00:00Z",
      canceledAt: "2025-06-15T00:00:00Z",
      cancelAt: "2025-08-01T00:00:00Z",
    },
    { customerId: dora, plan: monthly, startedAt: "2025-07-01T00:00:00Z" },
    {
      customerId: dora,
      plan: monthly,
      startedAt: "2025-05-02T00:00:00Z",
      status: "canceled",
      endedAt: "2025-06-01T00:00:00Z",
    },
    {
      customerId: dora,
      plan: monthly,
      startedAt: "2025-06-02T00:00:00Z",
      status: "incomplete_expired",
    },
    {
      customerId: bea,
      plan: yearly,
      startedAt: "2025-06-03T00:00:00Z",
      status: "canceled",
      endedAt: "2025-06-03T00:01:00Z",
      cancelledBecause: "duplicate",
    },
  ] as const)
    await writeSubscription(subscription)
  return { monthly, yearly }
}
