import { describe, expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import type { MailKind } from "@/lib/mail/store/mails"
import { workOff } from "@/tests/support/person"
import { startSelling } from "@/tests/support/selling"
import { callStripe } from "@/tests/support/stripe-events"
import { charges, mirrored, opens, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

const mails = (kind: MailKind, count: number) =>
  waitUntil(
    async () => (await db().mail.count({ where: { kind } })) === count,
    `${count} mails ${kind}`,
  )
const just = (at: Date) => new Date(at.getTime() - 1)

describe("trials, limits, pauses and month ends", () => {
  it("R31, B68: a trial is reminded of once, becomes a paid period, and has no grace of its own", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan({ trialDays: 14 }))
    const { trialEndsAt } = await mirrored(stripeId, { status: "trialing" })
    const end = trialEndsAt ?? new Date(0)
    await time.pass({ days: 11, hours: 1 })
    await mails("trial_ending", 1)
    await workOff("remind-subscribers")
    await time.to(new Date(end.getTime() + 3 * 3_600_000))
    await mirrored(stripeId, { status: "active" })
    await mails("invoice_paid", 1)
    expect(await db().mail.count({ where: { kind: "trial_ending" } })).toBe(1)
    expect(await opens(customerId, now())).toEqual(["action"])
  })

  it("R31: a trial whose first charge fails ends then", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan({ trialDays: 14 }))
    await charges(sandbox, stripeId, "pm_card_chargeCustomerFail")
    await time.pass({ days: 14, hours: 3 })
    await mirrored(stripeId, { status: "past_due" })
    expect(await opens(customerId, now())).toEqual([])
  })

  it("R2: a plan of three months is charged at 0, 1 and 2 months, and ends at 3", async () => {
    const plan = await sellPlan({ duration: { unit: "month", count: 3 } })
    const { customerId, stripeId } = await subscribes(plan)
    await workOff("limit-subscription")
    const { cancelAt, startedAt } = await mirrored(stripeId, {})
    const end = cancelAt ?? new Date(0)
    expect(end.getUTCMonth()).toBe((startedAt.getUTCMonth() + 3) % 12)
    await time.pass({ months: 4 })
    await mirrored(stripeId, { status: "canceled" })
    await mails("invoice_paid", 3)
    expect(await db().invoice.count({ where: { status: "paid" } })).toBe(3)
    expect(await opens(customerId, just(end))).toEqual(["action"])
    expect(await opens(customerId, end)).toEqual([])
    // Nobody asked for that end.
    expect(await db().mail.count({ where: { kind: "cancellation_scheduled" } })).toBe(0)
  })

  it("R20, B70: paused at Stripe it is closed until it is resumed, or stays open where the owner says so", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan())
    await callStripe(sandbox.url, `subscriptions/${stripeId}/pause`, { type: "subscription" })
    await mirrored(stripeId, { status: "paused" })
    expect(await opens(customerId, now())).toEqual([])
    await callStripe(sandbox.url, `subscriptions/${stripeId}/resume`, {
      "billing_cycle_anchor[type]": "now",
    })
    await mirrored(stripeId, { status: "active" })
    await waitUntil(async () => (await opens(customerId, now())).length > 0, "it to open again")
    await time.settings({ opensWhilePaused: true })
    await callStripe(sandbox.url, `subscriptions/${stripeId}/pause`, { type: "subscription" })
    await mirrored(stripeId, { status: "paused" })
    expect(await opens(customerId, new Date("2040-01-01"))).toEqual(["action"])
  })

  it("R20, B70: with its collection paused what is paid stays open, and nothing is charged", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan())
    await callStripe(sandbox.url, `subscriptions/${stripeId}`, {
      "pause_collection[behavior]": "void",
    })
    await waitUntil(
      () => db().subscription.findFirst({ where: { pauseCollection: "void" } }),
      "the pause",
    )
    expect(await opens(customerId, now())).toEqual(["action"])
    const { endsAt, pausedFrom } = await db().entitlement.findFirstOrThrow({
      where: { customerId },
    })
    expect(endsAt).toEqual(pausedFrom)
    await time.pass({ months: 1, hours: 3 })
    expect(await opens(customerId, now())).toEqual([])
    await mirrored(stripeId, { status: "active" })
    expect(await db().invoice.count({ where: { status: "paid" } })).toBe(1)
  })

  it("fault 21: month ends are Stripe's: from the 31st to the 28th and back to the 31st", async () => {
    await time.to(new Date("2027-01-31T12:00:00Z"))
    const { customerId } = await subscribes(await sellPlan())
    await time.to(new Date("2027-03-31T15:00:00Z"))
    await mails("invoice_paid", 3)
    const invoices = await db().invoice.findMany({ orderBy: { periodEndsAt: "asc" } })
    expect(invoices.map(({ periodEndsAt }) => periodEndsAt?.toISOString().slice(0, 10))).toEqual([
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
    ])
    expect(await opens(customerId, now())).toEqual(["action"])
  })
})
