import { describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = await useSandbox()
const newCustomer = async () => (await sandbox.stripe.customers.create({ name: "Ada" })).id

describe("a setup intent", () => {
  test("is made, changed, confirmed with a card, and found by its customer", async () => {
    const { setupIntents } = sandbox.stripe
    const customer = await newCustomer()
    const made = await setupIntents.create({ customer, metadata: { a: "1" } })
    expect(made).toMatchObject({ status: "requires_payment_method", usage: "off_session" })
    const changed = await setupIntents.update(made.id, { metadata: { b: "2" } })
    expect(changed.metadata).toEqual({ a: "1", b: "2" })
    const done = await setupIntents.confirm(made.id, { payment_method: "pm_card_visa" })
    expect(done.status).toBe("succeeded")
    expect(await setupIntents.retrieve(made.id)).toMatchObject({ status: "succeeded" })
    expect((await setupIntents.list({ customer })).data.map(({ id }) => id)).toEqual([made.id])
    const method = await sandbox.stripe.paymentMethods.retrieve(idOf(done.payment_method))
    expect(method).toMatchObject({ customer, allow_redisplay: "unspecified" })
    await expect(setupIntents.cancel(made.id)).rejects.toMatchObject({
      code: "setup_intent_unexpected_state",
    })
  })

  test("is canceled, and then confirms nothing", async () => {
    const { setupIntents } = sandbox.stripe
    const made = await setupIntents.create({ customer: await newCustomer() })
    expect((await setupIntents.cancel(made.id)).status).toBe("canceled")
    await expect(
      setupIntents.confirm(made.id, { payment_method: "pm_card_visa" }),
    ).rejects.toMatchObject({ statusCode: 400 })
  })

  test("refuses a declined card with 402, and asks the bank where the card does", async () => {
    const { setupIntents } = sandbox.stripe
    const customer = await newCustomer()
    const params = { customer, confirm: true, return_url: "http://127.0.0.1:3000/" }
    await expect(
      setupIntents.create({ ...params, payment_method: "pm_card_chargeDeclined" }),
    ).rejects.toMatchObject({ statusCode: 402, code: "card_declined" })
    const asks = await setupIntents.create({
      ...params,
      payment_method: "pm_card_authenticationRequired",
    })
    expect(asks).toMatchObject({
      status: "requires_action",
      next_action: { redirect_to_url: { url: `${sandbox.url}/c/authenticate/${asks.id}` } },
    })
  })

  test("of a checkout session is moved by nobody but its page", async () => {
    const { checkout, setupIntents } = sandbox.stripe
    const session = await checkout.sessions.create({
      mode: "setup",
      customer: await newCustomer(),
      currency: "usd",
      success_url: "http://127.0.0.1:3000/",
    })
    await expect(setupIntents.cancel(idOf(session.setup_intent))).rejects.toMatchObject({
      statusCode: 400,
    })
  })
})

describe("a customer's cards", () => {
  test("one is the default; detached it is nobody's, and there is none", async () => {
    const { customers, paymentMethods, events } = sandbox.stripe
    const id = await newCustomer()
    const card = await paymentMethods.attach("pm_card_visa", { customer: id })
    await customers.update(id, { invoice_settings: { default_payment_method: card.id } })
    expect((await paymentMethods.detach(card.id)).customer).toBeNull()
    expect(await customers.retrieve(id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    })
    const types = (await events.list({ limit: 2 })).data.map((event) => event.type)
    expect(types).toEqual(["payment_method.detached", "customer.updated"])
    await expect(
      customers.update(id, { invoice_settings: { default_payment_method: card.id } }),
    ).rejects.toMatchObject({ param: "invoice_settings[default_payment_method]" })
  })

  test("are changed while they are the customer's", async () => {
    const { paymentMethods, events } = sandbox.stripe
    const customer = await newCustomer()
    const card = await paymentMethods.attach("pm_card_visa", { customer })
    const changed = await paymentMethods.update(card.id, {
      allow_redisplay: "always",
      card: { exp_year: 2040 },
      billing_details: { name: "Ada" },
    })
    expect(changed).toMatchObject({
      allow_redisplay: "always",
      card: { exp_year: 2040 },
      billing_details: { name: "Ada" },
    })
    expect((await events.list({ limit: 1 })).data[0]?.type).toBe("payment_method.updated")
    const shown = await paymentMethods.list({ customer, allow_redisplay: "always" })
    expect(shown.data).toHaveLength(1)
    expect((await paymentMethods.list({ customer, allow_redisplay: "limited" })).data).toEqual([])
  })

  test("go with a deleted customer, who is missing wherever one is named", async () => {
    const { customers, paymentMethods, setupIntents } = sandbox.stripe
    const id = await newCustomer()
    const card = await paymentMethods.attach("pm_card_visa", { customer: id })
    expect(await customers.del(id)).toMatchObject({ id, deleted: true })
    expect(await customers.retrieve(id)).toMatchObject({ id, deleted: true })
    expect((await paymentMethods.retrieve(card.id)).customer).toBeNull()
    await expect(setupIntents.create({ customer: id })).rejects.toMatchObject({
      statusCode: 400,
      code: "resource_missing",
      param: "customer",
    })
    expect((await customers.list()).data).toEqual([])
  })
})
