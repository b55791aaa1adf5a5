import type Stripe from "stripe"
import { describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  advanceTo,
  daySeconds,
  endOf,
  eventsOf,
  eventTypes,
  invoicesOf,
  newPlan,
  newSubscriptionSession,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, submit } from "@/tests/support/buyer"

const sandbox = await useSandbox()
const { stripe } = sandbox
const hour = 3600
const again = ({ id }: Stripe.Subscription) => stripe.subscriptions.retrieve(id)
const after = async (mark: number) => (await eventsOf(sandbox)).slice(mark)
const iso = (seconds: number) => new Date(seconds * 1000).toISOString()

describe("a renewal", () => {
  test("drafts its invoice for an hour, then charges the saved card", async () => {
    const subscription = await subscribe(sandbox)
    const end = endOf(subscription)
    await advanceTo(sandbox, end + 60)
    const renewed = await again(subscription)
    expect(renewed.items.data[0]?.current_period_start).toBe(end)
    const draft = await stripe.invoices.retrieve(idOf(renewed.latest_invoice))
    expect(draft).toMatchObject({
      status: "draft",
      auto_advance: true,
      automatically_finalizes_at: end + hour,
      billing_reason: "subscription_cycle",
      created: end,
      number: null,
    })
    await advanceTo(sandbox, end + hour + 60)
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({
      status: "paid",
      amount_paid: 1000,
      status_transitions: { finalized_at: end + hour, paid_at: end + hour },
      hosted_invoice_url: expect.stringContaining(draft.id),
    })
  })

  test("is announced a week before, and its events come in the order of their moments", async () => {
    const subscription = await subscribe(sandbox)
    const mark = (await eventTypes(sandbox)).length
    const end = endOf(subscription)
    await advanceTo(sandbox, end + 2 * hour)
    const events = await after(mark)
    expect(events.map((event) => event.type)).toEqual([
      "invoice.upcoming",
      "invoice.created",
      "customer.subscription.updated",
      "invoice.finalized",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "invoice.paid",
      "invoice.payment_succeeded",
      "invoice_payment.paid",
    ])
    expect(events.map((event) => event.created)).toEqual([
      end - 7 * daySeconds,
      end,
      end,
      ...Array.from({ length: 7 }, () => end + hour),
    ])
    expect(events[0]?.data.object).toMatchObject({
      id: expect.stringMatching(/^upcoming_/),
      amount_due: 1000,
    })
    expect(events[2]?.data.previous_attributes).toMatchObject({
      items: { data: [{ current_period_end: end }] },
    })
  })

  test("on the 31st keeps the month's last day and comes back to the 31st", async () => {
    await sandbox.control("clock", { to: "2027-01-31T12:00:00Z" })
    const subscription = await subscribe(sandbox)
    const ends: string[] = []
    for (let at = 0; at < 3; at += 1) {
      const end = endOf(await again(subscription))
      ends.push(iso(end).slice(0, 10))
      await advanceTo(sandbox, end + 2 * hour)
    }
    expect(ends).toEqual(["2027-02-28", "2027-03-31", "2027-04-30"])
  })

  test("of a year of months happens in one jump, each at its time", async () => {
    const subscription = await subscribe(sandbox)
    await advanceTo(sandbox, subscription.created + 366 * daySeconds)
    const invoices = await invoicesOf(sandbox, subscription.id)
    expect(invoices).toHaveLength(13)
    expect(invoices.every((invoice) => invoice.status === "paid")).toBe(true)
    const created = (await eventsOf(sandbox)).map((event) => event.created)
    expect(created).toEqual(created.toSorted((a, b) => a - b))
    expect(new Set(invoices.map((invoice) => invoice.number)).size).toBe(13)
  })

  test("happens without the control endpoint too, as time passes", async () => {
    const subscription = await subscribe(sandbox)
    await sandbox.control("clock", { to: iso(endOf(subscription) - 1) })
    await expect
      .poll(async () => (await invoicesOf(sandbox, subscription.id)).length, { timeout: 10_000 })
      .toBe(2)
  })
})

describe("a trial that ends", () => {
  test("is announced three days before and becomes a paid period", async () => {
    const subscription = await subscribe(sandbox, { subscription_data: { trial_period_days: 14 } })
    const end = subscription.trial_end ?? 0
    await advanceTo(sandbox, end - 3 * daySeconds)
    const types = await eventTypes(sandbox, subscription.id)
    expect(types.at(-1)).toBe("customer.subscription.trial_will_end")
    await advanceTo(sandbox, end + 2 * hour)
    expect(await again(subscription)).toMatchObject({ status: "active" })
    const [first] = await invoicesOf(sandbox, subscription.id)
    expect(first).toMatchObject({ status: "paid", amount_paid: 1000 })
    expect(first?.billing_reason).toBe("subscription_cycle")
  })

  test.each([
    ["cancel", "canceled", 1],
    ["pause", "paused", 1],
    ["create_invoice", "past_due", 2],
  ] as const)("without a card: %s leaves it %s", async (missing, status, invoices) => {
    const customer = await stripe.customers.create({ email: "ada@example.com" })
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: (await newPlan(sandbox)).id }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: missing } },
    })
    await advanceTo(sandbox, (subscription.trial_end ?? 0) + 2 * hour)
    expect(await again(subscription)).toMatchObject({ status })
    expect(await invoicesOf(sandbox, subscription.id)).toHaveLength(invoices)
  })
})

describe("a renewal that fails", () => {
  const failing = async () => {
    const subscription = await subscribe(sandbox)
    const card = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: idOf(subscription.customer),
    })
    await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id })
    return { subscription, failedAt: endOf(subscription) + hour }
  }

  test("leaves the subscription past due and is tried again after 2, 7, 14 and 21 days", async () => {
    const { subscription, failedAt } = await failing()
    await advanceTo(sandbox, failedAt)
    expect(await again(subscription)).toMatchObject({ status: "past_due" })
    const days = [2, 7, 14, 21]
    for (const [at, day] of days.entries()) {
      const [invoice] = await invoicesOf(sandbox, subscription.id)
      expect(invoice).toMatchObject({
        status: "open",
        attempt_count: at + 1,
        next_payment_attempt: failedAt + day * daySeconds,
      })
      await advanceTo(sandbox, failedAt + day * daySeconds)
    }
    expect(await again(subscription)).toMatchObject({
      status: "canceled",
      cancellation_details: { reason: "payment_failed" },
      ended_at: failedAt + 21 * daySeconds,
    })
    const [last] = await invoicesOf(sandbox, subscription.id)
    expect(last).toMatchObject({ status: "open", attempt_count: 5, next_payment_attempt: null })
    const failures = (await eventTypes(sandbox)).filter((one) => one === "invoice.payment_failed")
    expect(failures).toHaveLength(5)
  })

  test("is settled by another card, and the subscription is active again", async () => {
    const { subscription, failedAt } = await failing()
    await advanceTo(sandbox, failedAt)
    const good = await stripe.paymentMethods.attach("pm_card_visa", {
      customer: idOf(subscription.customer),
    })
    await stripe.subscriptions.update(subscription.id, { default_payment_method: good.id })
    await advanceTo(sandbox, failedAt + 2 * daySeconds)
    expect(await again(subscription)).toMatchObject({ status: "active" })
    expect((await invoicesOf(sandbox, subscription.id))[0]).toMatchObject({
      status: "paid",
      attempt_count: 2,
    })
  })

  test("asks the bank where the card wants it, as a failure that the customer can mend", async () => {
    const subscription = await subscribe(sandbox)
    const card = await stripe.paymentMethods.attach("pm_card_authenticationRequired", {
      customer: idOf(subscription.customer),
    })
    await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id })
    await advanceTo(sandbox, endOf(subscription) + hour)
    expect(await again(subscription)).toMatchObject({ status: "past_due" })
    const types = await eventTypes(sandbox)
    const failure = types.indexOf("invoice.payment_action_required")
    expect(types.slice(failure - 1, failure + 2)).toEqual([
      "payment_intent.requires_action",
      "invoice.payment_action_required",
      "invoice.payment_failed",
    ])
  })

  test("does not come from a card that the buyer confirmed at the start", async () => {
    const session = await newSubscriptionSession(sandbox)
    const asked = await pay(session.url, cards.authenticate)
    await submit(`${sandbox.url}${asked.headers.get("location")}`, { result: "passed" })
    const [subscription] = (await stripe.subscriptions.list()).data
    if (!subscription) throw new Error("none")
    await advanceTo(sandbox, endOf(subscription) + hour)
    expect((await invoicesOf(sandbox, subscription.id))[0]).toMatchObject({ status: "paid" })
  })
})

test("a first invoice that nobody pays for 23 hours is void, and the subscription has expired", async () => {
  const customer = await stripe.customers.create({ email: "ada@example.com" })
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: (await newPlan(sandbox)).id }],
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice.confirmation_secret"],
  })
  expect(subscription).toMatchObject({
    status: "incomplete",
    latest_invoice: { confirmation_secret: { type: "payment_intent" } },
  })
  await advanceTo(sandbox, subscription.created + 23 * hour)
  expect(await again(subscription)).toMatchObject({ status: "incomplete_expired" })
  expect((await invoicesOf(sandbox, subscription.id))[0]).toMatchObject({ status: "void" })
  const all = await stripe.subscriptions.list({ status: "ended" })
  expect(all.data.map((one) => one.id)).toEqual([subscription.id])
})
