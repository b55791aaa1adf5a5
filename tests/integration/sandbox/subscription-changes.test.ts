import type Stripe from "stripe"
import { describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  advanceTo,
  daySeconds,
  endOf,
  eventTypes,
  invoicesOf,
  momentOf,
  newPlan,
  running,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = await useSandbox()
const { stripe } = sandbox
const hour = 3600
const again = ({ id }: Stripe.Subscription) => stripe.subscriptions.retrieve(id)

describe("an end", () => {
  test("with the period is taken back, or comes and is told once", async () => {
    const subscription = await subscribe(sandbox)
    const end = endOf(subscription)
    const ending = await stripe.subscriptions.update(subscription.id, {
      cancel_at_period_end: true,
      cancellation_details: { feedback: "too_expensive", comment: "Later." },
    })
    expect(ending).toMatchObject({
      status: "active",
      cancel_at: end,
      cancel_at_period_end: true,
      cancellation_details: { reason: "cancellation_requested", feedback: "too_expensive" },
    })
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })
    expect(await again(subscription)).toMatchObject({ cancel_at: null, canceled_at: null })
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    await advanceTo(sandbox, end + hour)
    expect(await again(subscription)).toMatchObject({ status: "canceled", ended_at: end })
    expect(await invoicesOf(sandbox, subscription.id)).toHaveLength(1)
    const types = await eventTypes(sandbox, subscription.id)
    expect(types.filter((type) => type === "customer.subscription.deleted")).toHaveLength(1)
  })

  test("at once credits what is left when asked", async () => {
    const subscription = await running(sandbox)
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { cancel_now: true, proration_date: momentOf(subscription) },
    })
    expect(preview.total).toBe(-2100)
    const ended = await stripe.subscriptions.cancel(subscription.id, {
      prorate: true,
      invoice_now: true,
    })
    expect(ended.status).toBe("canceled")
    const customer = await stripe.customers.retrieve(idOf(subscription.customer))
    expect(Math.abs((customer.deleted ? 0 : customer.balance) + 2100)).toBeLessThan(2)
    await expect(stripe.subscriptions.cancel(subscription.id)).rejects.toMatchObject({
      statusCode: 404,
    })
  })

  test("a subscription that has ended changes in its words only", async () => {
    const subscription = await subscribe(sandbox)
    await stripe.subscriptions.cancel(subscription.id)
    await stripe.subscriptions.update(subscription.id, { metadata: { seen: "yes" } })
    await expect(
      stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true }),
    ).rejects.toMatchObject({ code: "invalid_canceled_subscription_fields" })
    await expect(
      stripe.invoices.createPreview({ subscription: subscription.id }),
    ).rejects.toMatchObject({ code: "invoice_upcoming_none" })
  })
})

describe("collection that is paused", () => {
  test.each([
    ["void", "void"],
    ["mark_uncollectible", "uncollectible"],
    ["keep_as_draft", "draft"],
  ] as const)("%s leaves the renewal's invoice %s, until its time", async (behavior, status) => {
    const subscription = await subscribe(sandbox)
    const end = endOf(subscription)
    await stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior, resumes_at: end + 5 * daySeconds },
    })
    await advanceTo(sandbox, end + 2 * hour)
    expect(await again(subscription)).toMatchObject({ status: "active" })
    expect((await invoicesOf(sandbox, subscription.id))[0]).toMatchObject({ status })
    await advanceTo(sandbox, end + 5 * daySeconds)
    expect(await again(subscription)).toMatchObject({ pause_collection: null })
  })
})

describe("a pause", () => {
  test("credits the rest, makes no invoices, and is resumed with a new period", async () => {
    const subscription = await running(sandbox)
    const paused = await stripe.subscriptions.pause(subscription.id)
    expect(paused).toMatchObject({
      status: "paused",
      status_details: { paused: { subscription: { type: "pause_requested" } } },
    })
    await advanceTo(sandbox, endOf(subscription) + daySeconds)
    expect(await invoicesOf(sandbox, subscription.id)).toHaveLength(1)
    const resumed = await stripe.subscriptions.resume(subscription.id)
    expect(resumed.status).toBe("active")
    const [invoice] = await invoicesOf(sandbox, subscription.id)
    expect(invoice?.status).toBe("paid")
    expect(Math.abs((invoice?.amount_paid ?? 0) - 1000)).toBeLessThan(2)
    const types = await eventTypes(sandbox, subscription.id)
    expect(types).toContain("customer.subscription.paused")
    expect(types).toContain("customer.subscription.resumed")
  })
})

test("a trial that is ended now is charged now", async () => {
  const subscription = await subscribe(sandbox, { subscription_data: { trial_period_days: 14 } })
  const ended = await stripe.subscriptions.update(subscription.id, { trial_end: "now" })
  expect(ended.status).toBe("active")
  expect((await invoicesOf(sandbox, subscription.id))[0]).toMatchObject({
    status: "paid",
    amount_paid: 1000,
  })
})

test("a subscription of many items shows ten, and its list has them all", async () => {
  const customer = await stripe.customers.create({ email: "ada@example.com" })
  const price = await newPlan(sandbox, 1)
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id })
  const some = (count: number) => Array.from({ length: count }, () => ({ price: price.id }))
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    default_payment_method: card.id,
    items: some(100),
  })
  const subscription = await stripe.subscriptions.update(id, { items: some(20) })
  expect(subscription.items).toMatchObject({ has_more: true })
  expect(subscription.items.data).toHaveLength(10)
  const all: string[] = []
  for await (const item of stripe.subscriptionItems.list({ subscription: id, limit: 50 })) {
    all.push(item.id)
  }
  expect(new Set(all).size).toBe(120)
  expect((await stripe.subscriptionItems.retrieve(all[119] ?? "")).subscription).toBe(id)
  expect((await stripe.subscriptions.list({ price: price.id })).data).toHaveLength(1)
})

test("subscriptions are listed by customer, status and period", async () => {
  const one = await subscribe(sandbox)
  const two = await subscribe(sandbox)
  await stripe.subscriptions.cancel(one.id)
  const ids = async (filter: Stripe.SubscriptionListParams) =>
    (await stripe.subscriptions.list(filter)).data.map((subscription) => subscription.id)
  expect(await ids({})).toEqual([two.id])
  expect(await ids({ status: "all" })).toEqual([two.id, one.id])
  expect(await ids({ status: "canceled" })).toEqual([one.id])
  expect(await ids({ customer: idOf(one.customer), status: "all" })).toEqual([one.id])
  expect(await ids({ current_period_end: { gt: endOf(two) } })).toEqual([])
  expect(await ids({ current_period_end: { lte: endOf(two) } })).toEqual([two.id])
})

test("a customer who is deleted has no running subscription", async () => {
  const subscription = await subscribe(sandbox)
  await stripe.customers.del(idOf(subscription.customer))
  expect(await again(subscription)).toMatchObject({ status: "canceled" })
})
