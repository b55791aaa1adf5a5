import type Stripe from "stripe"
import { describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  advanceTo,
  daySeconds,
  endOf,
  invoicesOf,
  newPlan,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = await useSandbox()
const { stripe } = sandbox
const { subscriptionSchedules } = stripe
const hour = 3600
const again = ({ id }: Stripe.Subscription) => stripe.subscriptions.retrieve(id)
const trial = { subscription_data: { trial_period_days: 7 } }

async function scheduled(given: Stripe.Checkout.SessionCreateParams = {}) {
  const subscription = await subscribe(sandbox, given)
  const schedule = await subscriptionSchedules.create({ from_subscription: subscription.id })
  const [running] = schedule.phases
  if (!running) throw new Error("no phase")
  return { subscription, schedule, running }
}

/** A phase as a call repeats it, with what a test leaves out or adds. */
function repeated(
  { items, start_date, end_date }: Stripe.SubscriptionSchedule.Phase,
  given: Partial<Stripe.SubscriptionScheduleUpdateParams.Phase> = {},
): Stripe.SubscriptionScheduleUpdateParams.Phase {
  const prices = items.map(({ price }) => ({ price: idOf(price), quantity: 1 }))
  return { items: prices, start_date, end_date, ...given }
}

describe("the running phase, given again,", () => {
  test("keeps a trial only where it names its end", async () => {
    const { subscription, schedule, running } = await scheduled(trial)
    expect(running.trial_end).toBe(subscription.trial_end)
    await subscriptionSchedules.update(schedule.id, {
      phases: [repeated(running, { trial_end: running.trial_end ?? 0 })],
    })
    expect(await again(subscription)).toMatchObject({ status: "trialing" })
    expect(await invoicesOf(sandbox, subscription.id)).toHaveLength(1)
    await subscriptionSchedules.update(schedule.id, { phases: [repeated(running)] })
    expect(await again(subscription)).toMatchObject({ status: "active" })
    expect((await invoicesOf(sandbox, subscription.id))[0]).toMatchObject({ amount_paid: 1000 })
  })

  test("keeps a discount only where it names it", async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: "forever" })
    const { subscription, schedule, running } = await scheduled({
      discounts: [{ coupon: coupon.id }],
    })
    const [held] = running.discounts
    expect(idOf(held?.discount)).toBe(idOf(subscription.discounts[0]))
    await subscriptionSchedules.update(schedule.id, {
      phases: [repeated(running, { discounts: [{ discount: idOf(held?.discount) }] })],
    })
    expect((await again(subscription)).discounts).toEqual(subscription.discounts)
    await subscriptionSchedules.update(schedule.id, { phases: [repeated(running)] })
    expect((await again(subscription)).discounts).toEqual([])
  })
})

test("a discount that the next phase does not name ends with the running one", async () => {
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: "forever" })
  const { subscription, schedule, running } = await scheduled({
    discounts: [{ coupon: coupon.id }],
  })
  const price = await newPlan(sandbox, 400)
  const discounts = running.discounts.map(({ discount }) => ({ discount: idOf(discount) }))
  await subscriptionSchedules.update(schedule.id, {
    phases: [repeated(running, { discounts }), { items: [{ price: price.id }], discounts: "" }],
  })
  await advanceTo(sandbox, endOf(subscription) + 2 * hour)
  const paid = (await invoicesOf(sandbox, subscription.id)).map((one) => one.amount_paid)
  expect(paid).toEqual([400, 500])
})

test("a trial ends into the next phase's price", async () => {
  const { subscription, schedule, running } = await scheduled(trial)
  const price = await newPlan(sandbox, 400)
  await subscriptionSchedules.update(schedule.id, {
    phases: [
      repeated(running, { trial_end: running.trial_end ?? 0 }),
      { items: [{ price: price.id }], proration_behavior: "none" },
    ],
  })
  await advanceTo(sandbox, endOf(subscription) + 2 * hour)
  expect(await again(subscription)).toMatchObject({ status: "active" })
  const paid = (await invoicesOf(sandbox, subscription.id)).map((one) => one.amount_paid)
  expect(paid).toEqual([400, 0])
})

test("a preview shows phases that nobody saved", async () => {
  const { schedule, running } = await scheduled()
  const price = await newPlan(sandbox, 400)
  const preview = await stripe.invoices.createPreview({
    schedule: schedule.id,
    schedule_details: {
      phases: [repeated(running), { items: [{ price: price.id }], proration_behavior: "none" }],
    },
  })
  expect(preview.amount_due).toBe(400)
  expect((await subscriptionSchedules.retrieve(schedule.id)).phases).toHaveLength(1)
})

describe("a schedule that cancels", () => {
  test("says so on its subscription, and takes it back when it is let go", async () => {
    const { subscription, schedule, running } = await scheduled()
    await subscriptionSchedules.update(schedule.id, { end_behavior: "cancel" })
    expect(await again(subscription)).toMatchObject({ cancel_at: running.end_date })
    await subscriptionSchedules.update(schedule.id, { end_behavior: "release" })
    expect(await again(subscription)).toMatchObject({ cancel_at: null, canceled_at: null })
    await subscriptionSchedules.update(schedule.id, { end_behavior: "cancel" })
    await subscriptionSchedules.release(schedule.id)
    expect(await again(subscription)).toMatchObject({ cancel_at: null, schedule: null })
  })

  test("leaves the end where the release is to keep it", async () => {
    const { subscription, schedule, running } = await scheduled()
    await subscriptionSchedules.update(schedule.id, { end_behavior: "cancel" })
    await subscriptionSchedules.release(schedule.id, { preserve_cancel_date: true })
    expect(await again(subscription)).toMatchObject({ cancel_at: running.end_date })
    await advanceTo(sandbox, running.end_date + hour)
    expect(await again(subscription)).toMatchObject({ status: "canceled" })
  })

  test("is made of a subscription that ends already", async () => {
    const subscription = await subscribe(sandbox)
    const end = endOf(subscription) + 9 * daySeconds
    await stripe.subscriptions.update(subscription.id, { cancel_at: end })
    const schedule = await subscriptionSchedules.create({ from_subscription: subscription.id })
    expect(schedule).toMatchObject({ end_behavior: "cancel", current_phase: { end_date: end } })
    await advanceTo(sandbox, end + hour)
    expect(await again(subscription)).toMatchObject({ status: "canceled", ended_at: end })
    expect(await subscriptionSchedules.retrieve(schedule.id)).toMatchObject({ status: "completed" })
  })
})

test("a subscription that has ended cannot be scheduled any more", async () => {
  const subscription = await subscribe(sandbox)
  await stripe.subscriptions.cancel(subscription.id)
  const created = subscriptionSchedules.create({ from_subscription: subscription.id })
  await expect(created).rejects.toMatchObject({ param: "from_subscription" })
})
