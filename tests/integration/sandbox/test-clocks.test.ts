import { expect, test } from "vitest"
import { eventsOf, newPlan, newSubscriptionSession } from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { pay } from "@/tests/support/buyer"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()
const { stripe } = sandbox
const { testClocks } = stripe.testHelpers
const start = Date.parse("2027-01-31T00:00:00Z") / 1000
const seconds = (day: string) => Date.parse(`${day}T12:00:00Z`) / 1000

async function onClock() {
  const clock = await testClocks.create({ frozen_time: start, name: "January" })
  const customer = await stripe.customers.create({ email: "ada@example.com", test_clock: clock.id })
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id })
  await stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: card.id },
  })
  return { clock, customer }
}

const advance = async (id: string, day: string) => {
  const moving = await testClocks.advance(id, { frozen_time: seconds(day) })
  expect(moving.status).toBe("advancing")
  return waitUntil(async () => {
    const clock = await testClocks.retrieve(id)
    return clock.status === "ready" ? clock : null
  })
}

test("a customer on a test clock lives in its time, and nobody else does", async () => {
  const { clock, customer } = await onClock()
  const price = await newPlan(sandbox)
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
  })
  expect(subscription).toMatchObject({ status: "active", created: start, test_clock: clock.id })
  const ready = await advance(clock.id, "2027-04-01")
  expect(ready.frozen_time).toBe(seconds("2027-04-01"))
  const invoices = await stripe.invoices.list({ subscription: subscription.id })
  expect(invoices.data.map(({ created }) => new Date(created * 1000).toISOString())).toEqual([
    "2027-03-31T00:00:00.000Z",
    "2027-02-28T00:00:00.000Z",
    "2027-01-31T00:00:00.000Z",
  ])
  expect(invoices.data.every((invoice) => invoice.status === "paid")).toBe(true)
  const types = (await eventsOf(sandbox)).map((event) => event.type)
  expect(types.at(-1)).toBe("test_helpers.test_clock.ready")
  const state = await (await fetch(`${sandbox.url}/control/state.json`)).json()
  expect(state.settings.clock).toEqual({ offsetMs: 0 })
})

test("a session of such a customer starts the subscription in its time", async () => {
  const { clock, customer } = await onClock()
  const session = await newSubscriptionSession(sandbox, { customer: customer.id })
  await pay(session.url)
  const [subscription] = (await stripe.subscriptions.list({ test_clock: clock.id })).data
  expect(subscription).toMatchObject({ status: "active", created: start })
})

test("a clock goes forwards only, and its customers go with it", async () => {
  const { clock, customer } = await onClock()
  await expect(testClocks.advance(clock.id, { frozen_time: start - 1 })).rejects.toMatchObject({
    param: "frozen_time",
  })
  await testClocks.del(clock.id)
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true })
  await expect(testClocks.retrieve(clock.id)).rejects.toMatchObject({ statusCode: 404 })
})
