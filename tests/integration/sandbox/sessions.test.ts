import { describe, expect, test } from "vitest"
import { line, newSession } from "@/tests/integration/sandbox/new-session"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, textsOf } from "@/tests/support/buyer"

const sandbox = await useSandbox()

test.each([
  ["exclusive", 2380, 380],
  ["inclusive", 2000, 319],
] as const)(
  "automatic tax of a country is %s as its price says",
  async (tax_behavior, total, tax) => {
    const session = await newSession(sandbox.stripe, {
      automatic_tax: { enabled: true },
      line_items: [line(2000, "eur", { tax_behavior })],
    })
    await pay(session.url, cards.pays, { country: "DE" })
    expect(await sandbox.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_subtotal: 2000,
      amount_total: total,
      total_details: { amount_tax: tax },
      customer_details: { address: { country: "DE" } },
      automatic_tax: { status: "complete" },
    })
  },
)

test.each([
  ["usd", 2000, "en", "$20.00"],
  ["jpy", 2000, "en", "¥2,000"],
  ["kwd", 2000, "en", "KWD 2"],
  ["eur", 2000, "de", "20,00 €"],
])("an amount in %s is written in its own decimals", async (currency, amount, locale, shown) => {
  const session = await newSession(sandbox.stripe, {
    locale: locale === "de" ? "de" : "en",
    line_items: [line(amount, currency)],
  })
  const page = await (await fetch(session.url ?? "")).text()
  expect(textsOf(page, "total").map((text) => text.replaceAll("\u00a0", " "))).toEqual([shown])
})

describe("a session that is over", () => {
  test("expires by call, once, and takes no money", async () => {
    const session = await newSession(sandbox.stripe)
    const expired = await sandbox.stripe.checkout.sessions.expire(session.id)
    expect(expired).toMatchObject({ status: "expired", url: null })
    await expect(sandbox.stripe.checkout.sessions.expire(session.id)).rejects.toThrow(/expired/)
    const page = await (await pay(session.url)).text()
    expect(page).toContain("This page has expired")
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(0)
    const [last] = (await sandbox.stripe.events.list({ limit: 1 })).data
    expect(last?.type).toBe("checkout.session.expired")
  })

  test("expires when the sandbox's clock passes its end", async () => {
    const session = await newSession(sandbox.stripe)
    const to = new Date((session.expires_at + 1) * 1000).toISOString()
    await sandbox.control("clock", { to })
    const after = await sandbox.stripe.checkout.sessions.retrieve(session.id)
    expect(after.status).toBe("expired")
    expect(
      Math.abs(Date.parse(String(after.lastResponse.headers.date)) - Date.parse(to)),
    ).toBeLessThan(5000)
  })

  test("shows the way back to the shop", async () => {
    const session = await newSession(sandbox.stripe)
    await pay(session.url)
    const page = await (await fetch(session.url ?? "")).text()
    expect(page).toContain("This order is complete")
    expect(page).toContain(`session_id=${session.id}`)
  })
})

test("sessions are listed by payment, customer, status and time", async () => {
  const { stripe } = sandbox
  const customer = await stripe.customers.create({ email: "ada@example.com" })
  const paid = await newSession(stripe, { customer: customer.id })
  await pay(paid.url)
  const open = await newSession(stripe)
  const intentOf = async () => (await stripe.paymentIntents.list({ limit: 1 })).data[0]?.id ?? ""
  const ids = async (filter: Parameters<typeof stripe.checkout.sessions.list>[0]) =>
    (await stripe.checkout.sessions.list(filter)).data.map((session) => session.id)
  expect(await ids({ payment_intent: await intentOf() })).toEqual([paid.id])
  expect(await ids({ customer: customer.id })).toEqual([paid.id])
  expect(await ids({ status: "open" })).toEqual([open.id])
  expect(await ids({ created: { gte: open.created - 60 } })).toEqual([open.id, paid.id])
  expect(await ids({ created: { gt: open.created + 60 } })).toEqual([])
  const lines = await stripe.checkout.sessions.listLineItems(paid.id)
  expect(lines.data).toMatchObject([{ description: "Field guide", amount_total: 2000 }])
})
