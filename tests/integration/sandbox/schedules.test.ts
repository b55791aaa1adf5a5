import type Stripe from "stripe"
import { expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  advanceTo,
  endOf,
  eventTypes,
  invoicesOf,
  newPlan,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = await useSandbox()
const { stripe } = sandbox
const hour = 3600
const again = ({ id }: Stripe.Subscription) => stripe.subscriptions.retrieve(id)

/** A subscription that goes over to another price with its period. */
async function downgrading(amount = 400, interval: "month" | "year" = "month") {
  const subscription = await subscribe(sandbox)
  const price = await newPlan(sandbox, amount, interval)
  const schedule = await stripe.subscriptionSchedules.create({
    from_subscription: subscription.id,
  })
  const [running] = schedule.phases
  if (!running) throw new Error("no phase")
  const changed = await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: "release",
    phases: [
      {
        items: running.items.map((item) => ({ price: idOf(item.price), quantity: 1 })),
        start_date: running.start_date,
        end_date: running.end_date,
      },
      {
        items: [{ price: price.id, quantity: 1 }],
        duration: { interval, interval_count: 1 },
        proration_behavior: "none",
        metadata: { plan: "smaller" },
      },
    ],
  })
  return { subscription, schedule: changed, price }
}

test("a schedule takes over the running period and changes the price with the next", async () => {
  const { subscription, schedule, price } = await downgrading()
  expect(schedule).toMatchObject({
    status: "active",
    current_phase: { end_date: endOf(subscription) },
  })
  expect(await again(subscription)).toMatchObject({
    schedule: schedule.id,
    items: { data: [{ price: { unit_amount: 1000 } }] },
  })
  expect(await invoicesOf(sandbox, subscription.id)).toHaveLength(1)
  const preview = await stripe.invoices.createPreview({ schedule: schedule.id })
  expect(preview.amount_due).toBe(400)
  const next = await stripe.invoices.createPreview({ subscription: subscription.id })
  expect(next).toMatchObject({ amount_due: 400, period_end: endOf(subscription) })
  await advanceTo(sandbox, endOf(subscription) + 2 * hour)
  const renewed = await again(subscription)
  expect(renewed).toMatchObject({
    metadata: { plan: "smaller" },
    items: { data: [{ id: subscription.items.data[0]?.id, price: { id: price.id } }] },
  })
  const [invoice] = await invoicesOf(sandbox, subscription.id)
  expect(invoice).toMatchObject({ amount_paid: 400, billing_reason: "subscription_cycle" })
  await advanceTo(sandbox, endOf(renewed) + 2 * hour)
  expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: "released",
    released_subscription: subscription.id,
    subscription: null,
  })
  expect(await again(subscription)).toMatchObject({ schedule: null, status: "active" })
  expect((await eventTypes(sandbox, schedule.id)).sort()).toEqual([
    "subscription_schedule.created",
    "subscription_schedule.released",
    "subscription_schedule.updated",
    "subscription_schedule.updated",
  ])
})

test("another interval begins with the phase, and is counted from there", async () => {
  await sandbox.control("clock", { to: "2027-01-15T00:00:00Z" })
  const { subscription } = await downgrading(9000, "year")
  await advanceTo(sandbox, endOf(subscription) + 2 * hour)
  const [invoice] = await invoicesOf(sandbox, subscription.id)
  expect(invoice?.amount_paid).toBe(9000)
  const end = new Date(endOf(await again(subscription)) * 1000).toISOString()
  expect(end).toMatch(/^2028-02-15/)
})

test("a released schedule changes nothing any more", async () => {
  const { subscription, schedule } = await downgrading()
  const refused = stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
  await expect(refused).rejects.toThrow(/managed by the schedule/)
  await stripe.subscriptionSchedules.release(schedule.id)
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })
  await advanceTo(sandbox, endOf(subscription) + 2 * hour)
  expect((await invoicesOf(sandbox, subscription.id))[0]?.amount_paid).toBe(1000)
  await expect(stripe.subscriptionSchedules.release(schedule.id)).rejects.toMatchObject({
    statusCode: 400,
  })
})

test("a schedule that is cancelled, or whose subscription is, ends with it", async () => {
  const one = await downgrading()
  await stripe.subscriptionSchedules.cancel(one.schedule.id)
  expect(await again(one.subscription)).toMatchObject({ status: "canceled", schedule: null })
  const two = await downgrading()
  await stripe.subscriptions.cancel(two.subscription.id)
  expect(await stripe.subscriptionSchedules.retrieve(two.schedule.id)).toMatchObject({
    status: "canceled",
  })
})

test("a schedule whose phases are over can end its subscription", async () => {
  const subscription = await subscribe(sandbox)
  const schedule = await stripe.subscriptionSchedules.create({
    from_subscription: subscription.id,
  })
  await stripe.subscriptionSchedules.update(schedule.id, { end_behavior: "cancel" })
  await advanceTo(sandbox, endOf(subscription) + 2 * hour)
  expect(await again(subscription)).toMatchObject({ status: "canceled" })
  expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: "completed",
  })
  expect(await invoicesOf(sandbox, subscription.id)).toHaveLength(1)
})

test("the running phase cannot begin elsewhere, and a changed one takes effect at once", async () => {
  const { subscription, schedule } = await downgrading()
  const start = schedule.current_phase?.start_date ?? 0
  const price = await newPlan(sandbox, 3000)
  const phase = { items: [{ price: price.id }], end_date: schedule.current_phase?.end_date ?? 0 }
  await expect(
    stripe.subscriptionSchedules.update(schedule.id, {
      phases: [{ ...phase, start_date: start + 5 }],
    }),
  ).rejects.toMatchObject({ param: "phases[0][start_date]" })
  await stripe.subscriptionSchedules.update(schedule.id, {
    phases: [{ ...phase, start_date: start }],
    proration_behavior: "none",
  })
  expect(await again(subscription)).toMatchObject({
    items: { data: [{ price: { unit_amount: 3000 } }] },
  })
})
