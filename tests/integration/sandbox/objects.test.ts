import { describe, expect, test } from "vitest"
import { useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = await useSandbox()

describe("products and prices", () => {
  test("a product is made, read, changed and listed", async () => {
    const { products } = sandbox.stripe
    const product = await products.create({ name: "Guide", metadata: { a: "1", b: "2" } })
    const changed = await products.update(product.id, {
      name: "Atlas",
      description: "Maps",
      active: false,
      metadata: { a: "", c: "3" },
    })
    expect(changed).toMatchObject({ name: "Atlas", description: "Maps", active: false })
    expect(changed.metadata).toEqual({ b: "2", c: "3" })
    expect(await products.retrieve(product.id)).toMatchObject({ name: "Atlas" })
    expect((await products.list({ active: true })).data).toHaveLength(0)
    expect((await products.list({ ids: [product.id] })).data).toHaveLength(1)
    expect((await products.update(product.id, { metadata: "" })).metadata).toEqual({})
  })

  test("a price belongs to its product and expands to it", async () => {
    const { prices } = sandbox.stripe
    const price = await prices.create({
      currency: "EUR",
      unit_amount: 990,
      product_data: { name: "Films" },
      recurring: { interval: "month" },
      lookup_key: "films-monthly",
    })
    expect(price).toMatchObject({
      currency: "eur",
      type: "recurring",
      recurring: { interval: "month", interval_count: 1 },
    })
    expect(price.unit_amount_decimal?.toString()).toBe("990")
    const found = await prices.list({ lookup_keys: ["films-monthly"], expand: ["data.product"] })
    expect(found.data).toMatchObject([{ id: price.id, product: { name: "Films" } }])
    expect(await prices.update(price.id, { active: false, nickname: "old" })).toMatchObject({
      active: false,
      nickname: "old",
    })
    expect((await prices.list({ active: true })).data).toHaveLength(0)
    expect((await prices.list({ type: "recurring" })).data).toHaveLength(1)
  })

  test("what cannot be expanded is an error", async () => {
    const product = await sandbox.stripe.products.create({ name: "Guide" })
    await expect(
      sandbox.stripe.products.retrieve(product.id, { expand: ["wings"] }),
    ).rejects.toMatchObject({ statusCode: 400, param: "expand" })
  })
})

describe("customers and payment methods", () => {
  test("a customer is made, changed and found by email", async () => {
    const { customers } = sandbox.stripe
    const customer = await customers.create({ email: "ada@example.com", name: "Ada" })
    await customers.update(customer.id, { name: "Ada Lovelace", address: { country: "GB" } })
    const { data } = await customers.list({ email: "ada@example.com" })
    expect(data).toMatchObject([
      { id: customer.id, name: "Ada Lovelace", address: { country: "GB" } },
    ])
    expect((await customers.list({ email: "bob@example.com" })).data).toHaveLength(0)
  })

  test("a card is attached, listed, charged and detached", async () => {
    const { stripe } = sandbox
    const customer = await stripe.customers.create()
    const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id })
    expect(method).toMatchObject({ customer: customer.id, card: { last4: "4242" } })
    const listed = await stripe.customers.listPaymentMethods(customer.id)
    expect(listed.data.map((one) => one.id)).toEqual([method.id])
    const intent = await stripe.paymentIntents.create({
      amount: 700,
      currency: "usd",
      customer: customer.id,
      payment_method: method.id,
      off_session: true,
      confirm: true,
      expand: ["latest_charge", "customer"],
    })
    expect(intent).toMatchObject({
      status: "succeeded",
      latest_charge: { amount: 700, paid: true },
      customer: { id: customer.id },
    })
    await stripe.paymentMethods.detach(method.id)
    const none = await stripe.paymentMethods.list({ customer: customer.id })
    expect(none.data).toHaveLength(0)
  })

  test("card …0341 attaches and then fails when charged", async () => {
    const { stripe } = sandbox
    const customer = await stripe.customers.create()
    const made = await stripe.paymentMethods.create({
      type: "card",
      card: { number: "4000000000000341", exp_month: 12, exp_year: 2040, cvc: "123" },
    })
    await stripe.paymentMethods.attach(made.id, { customer: customer.id })
    await expect(
      stripe.paymentIntents.create({
        amount: 700,
        currency: "usd",
        customer: customer.id,
        payment_method: made.id,
        confirm: true,
      }),
    ).rejects.toMatchObject({ code: "card_declined", payment_intent: { amount: 700 } })
    const { data } = await stripe.charges.list({ customer: customer.id })
    expect(data).toMatchObject([{ status: "failed", failure_code: "card_declined" }])
  })
})

describe("payment intents", () => {
  test("one is made, confirmed and read", async () => {
    const { paymentIntents } = sandbox.stripe
    const made = await paymentIntents.create({ amount: 500, currency: "usd" })
    expect(made.status).toBe("requires_payment_method")
    const paid = await paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" })
    expect(paid).toMatchObject({ status: "succeeded", amount_received: 500 })
    await expect(
      paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" }),
    ).rejects.toMatchObject({ code: "payment_intent_unexpected_state" })
    expect((await paymentIntents.list()).data).toHaveLength(1)
  })

  test("one is cancelled and stays so", async () => {
    const { paymentIntents } = sandbox.stripe
    const made = await paymentIntents.create({ amount: 500, currency: "usd" })
    const canceled = await paymentIntents.cancel(made.id, { cancellation_reason: "abandoned" })
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" })
    await expect(
      paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" }),
    ).rejects.toMatchObject({ statusCode: 400 })
  })

  test("one that needs authentication says where, and returns there", async () => {
    const intent = await sandbox.stripe.paymentIntents.create({
      amount: 500,
      currency: "usd",
      payment_method: "pm_card_threeDSecure2Required",
      confirm: true,
      return_url: "http://127.0.0.1:3000/back",
    })
    expect(intent.status).toBe("requires_action")
    const url = intent.next_action?.redirect_to_url?.url ?? ""
    const done = await fetch(url, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ result: "passed" }),
    })
    expect(done.headers.get("location")).toBe("http://127.0.0.1:3000/back")
    expect((await sandbox.stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded")
  })
})
