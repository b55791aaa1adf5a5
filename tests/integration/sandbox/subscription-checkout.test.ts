import { expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  eventTypes,
  newPlan,
  newSubscriptionSession,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, submit, textsOf } from "@/tests/support/buyer"

const sandbox = await useSandbox()
const { stripe } = sandbox

test("a paid session starts a subscription, keeps the card, and tells it in Stripe's order", async () => {
  const session = await newSubscriptionSession(sandbox, {
    customer_email: "ada@example.com",
    metadata: { kiosk: "shop-1" },
    subscription_data: { metadata: { plan: "reader" }, description: "Reader" },
  })
  expect(session).toMatchObject({
    amount_total: 1000,
    payment_status: "unpaid",
    subscription: null,
    payment_method_collection: "always",
  })
  const page = await (await fetch(session.url ?? "")).text()
  expect(textsOf(page, "recurring")).toEqual(["$10.00 every month, until you cancel."])

  expect((await pay(session.url)).status).toBe(303)
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["subscription.latest_invoice", "customer"],
  })
  expect(paid).toMatchObject({
    status: "complete",
    payment_status: "paid",
    payment_intent: null,
    customer: { email: "ada@example.com" },
    subscription: {
      status: "active",
      metadata: { plan: "reader" },
      description: "Reader",
      billing_mode: { type: "flexible" },
      default_payment_method: expect.stringMatching(/^pm_/),
      latest_invoice: {
        status: "paid",
        amount_paid: 1000,
        billing_reason: "subscription_create",
        number: expect.stringMatching(/-0001$/),
        parent: { subscription_details: { metadata: { plan: "reader" } } },
      },
    },
  })
  expect(paid.invoice).toMatch(/^in_/)
  const types = await eventTypes(sandbox)
  const mine = types.filter((type) => !/^(product|price|customer\.created)/.test(type))
  expect(mine).toEqual([
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "payment_method.attached",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "customer.subscription.updated",
    "checkout.session.completed",
  ])
})

test("an invoice's lines say what they are for, and its payment finds it again", async () => {
  const subscription = await subscribe(sandbox)
  const item = subscription.items.data[0]
  const invoice = await stripe.invoices.retrieve(idOf(subscription.latest_invoice))
  expect(invoice.lines.data).toMatchObject([
    {
      amount: 1000,
      period: { start: item?.current_period_start, end: item?.current_period_end },
      parent: {
        type: "subscription_item_details",
        subscription_item_details: { subscription: subscription.id, subscription_item: item?.id },
      },
      pricing: { price_details: { price: item?.price.id, product: item?.price.product } },
    },
  ])
  expect((await stripe.invoices.listLineItems(invoice.id)).data).toHaveLength(1)
  const [part] = (await stripe.invoicePayments.list({ invoice: invoice.id })).data
  expect(part).toMatchObject({ status: "paid", amount_paid: 1000, is_default: true })
  const intent = idOf(part?.payment.payment_intent)
  const found = await stripe.invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: intent },
    status: "paid",
  })
  expect(found.data.map((one) => one.invoice)).toEqual([invoice.id])
  const other = await stripe.invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: "pi_none" },
  })
  expect(other.data).toEqual([])
})

test("the payment of an invoice is refunded and disputed like any other", async () => {
  const subscription = await subscribe(sandbox)
  const invoice = idOf(subscription.latest_invoice)
  const [part] = (await stripe.invoicePayments.list({ invoice })).data
  const refund = await stripe.refunds.create({
    payment_intent: idOf(part?.payment.payment_intent),
    amount: 300,
  })
  expect(refund.status).toBe("succeeded")
  await sandbox.control("disputes", { charge: refund.charge, status: "needs_response" })
  expect((await stripe.disputes.list()).data).toMatchObject([{ amount: 700 }])
})

test("a declined card leaves nothing active, and another one starts the same subscription", async () => {
  const session = await newSubscriptionSession(sandbox)
  const page = await (await pay(session.url, cards.declined)).text()
  expect(textsOf(page, "error")).toEqual(["Your card was declined."])
  expect((await stripe.subscriptions.list()).data).toMatchObject([{ status: "incomplete" }])
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: "open",
    subscription: null,
  })
  await pay(session.url)
  expect((await stripe.subscriptions.list()).data).toMatchObject([{ status: "active" }])
  expect((await stripe.charges.list()).data.map((charge) => charge.status)).toEqual([
    "succeeded",
    "failed",
  ])
})

test("a card that asks the bank starts nothing before the buyer confirms", async () => {
  const session = await newSubscriptionSession(sandbox)
  const asked = await pay(session.url, cards.authenticate)
  const bank = `${sandbox.url}${asked.headers.get("location")}`
  expect((await stripe.subscriptions.list()).data).toMatchObject([{ status: "incomplete" }])
  await submit(bank, { result: "passed" })
  expect((await stripe.subscriptions.list()).data).toMatchObject([{ status: "active" }])
  expect((await stripe.invoices.list({ status: "paid" })).data).toHaveLength(1)
})

test("tax of the buyer's country is on the page, the invoice and the next one", async () => {
  const customer = await stripe.customers.create({ email: "ada@example.com" })
  const session = await newSubscriptionSession(sandbox, {
    customer: customer.id,
    automatic_tax: { enabled: true },
    customer_update: { address: "auto" },
  })
  await pay(session.url, cards.pays, { country: "DE" })
  const paid = await stripe.checkout.sessions.retrieve(session.id)
  expect(paid).toMatchObject({ amount_total: 1190, total_details: { amount_tax: 190 } })
  expect(await stripe.invoices.retrieve(idOf(paid.invoice))).toMatchObject({
    subtotal: 1000,
    total: 1190,
    amount_paid: 1190,
    total_taxes: [{ amount: 190, tax_behavior: "exclusive" }],
  })
  const next = await stripe.invoices.createPreview({ subscription: idOf(paid.subscription) })
  expect(next.amount_due).toBe(1190)
})

test("several prices start one subscription of several items", async () => {
  const prices = [await newPlan(sandbox, 1000), await newPlan(sandbox, 250)]
  const subscription = await subscribe(sandbox, {
    line_items: prices.map((price) => ({ price: price.id, quantity: 2 })),
  })
  expect(subscription.items.data.map((item) => item.quantity)).toEqual([2, 2])
  expect((await stripe.charges.list()).data).toMatchObject([{ amount: 2500 }])
})

test("a subscription's session takes recurring prices only, inline ones too", async () => {
  const line_items = [
    {
      quantity: 1,
      price_data: {
        currency: "usd",
        unit_amount: 500,
        recurring: { interval: "year" as const },
        product_data: { name: "Yearly", metadata: { kiosk: "plan" } },
      },
    },
  ]
  const subscription = await subscribe(sandbox, { line_items })
  expect(subscription.items.data[0]?.plan).toMatchObject({ interval: "year", amount: 500 })
  const once = await stripe.prices.create({
    currency: "usd",
    unit_amount: 1,
    product_data: { name: "Once" },
  })
  await expect(
    newSubscriptionSession(sandbox, { line_items: [{ price: once.id, quantity: 1 }] }),
  ).rejects.toMatchObject({ param: "line_items[0][price]" })
})
