import { describe, expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import type { MailKind } from "@/lib/mail/store/mails"
import { workOff } from "@/tests/support/person"
import { startSelling } from "@/tests/support/selling"
import { listStripe } from "@/tests/support/signed-in"
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
const ends = async (customerId: string) =>
  (await db().entitlement.findFirstOrThrow({ where: { customerId } })).endsAt ?? new Date(0)
const just = (at: Date) => new Date(at.getTime() - 1)

describe("the life of a subscription", () => {
  it("R14, D9: each paid renewal is one payment with one receipt, and extends the period once", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan({ amount: 900 }))
    await time.pass({ months: 2, hours: 3 })
    await mails("invoice_paid", 3)
    expect(await db().invoice.findMany({ select: { amountPaid: true, status: true } })).toEqual(
      Array.from({ length: 3 }, () => ({ amountPaid: 900, status: "paid" })),
    )
    await mirrored(stripeId, { status: "active" })
    expect(await opens(customerId, now())).toEqual(["action"])
    const rows = await db().entitlement.findMany({ where: { customerId } })
    expect(rows).toHaveLength(1)
    const [invoice] = await db().invoice.findMany({ orderBy: { periodEndsAt: "desc" } })
    expect(rows[0]?.graceFrom).toEqual(invoice?.periodEndsAt)
  })

  it("the hour in which a renewal is a draft locks nobody out", async () => {
    await time.settings({ graceDays: 0 })
    const { customerId } = await subscribes(await sellPlan())
    await time.pass({ months: 1, minutes: 30 })
    await waitUntil(() => db().invoice.findFirst({ where: { status: "draft" } }), "the draft")
    expect(await opens(customerId, now())).toEqual(["action"])
  })

  it("R19, B65, D12: what is not paid is open for the grace period, with a mail at each try, and ends by the clock alone", async () => {
    await time.settings({ graceDays: 5 })
    const { customerId, stripeId } = await subscribes(await sellPlan())
    await charges(sandbox, stripeId, "pm_card_chargeCustomerFail")
    await time.pass({ months: 1, hours: 2 })
    await mirrored(stripeId, { status: "past_due" })
    await mails("payment_retry", 1)
    const entitlement = await db().entitlement.findFirstOrThrow({ where: { customerId } })
    const [end, grace] = [Number(entitlement.endsAt), Number(entitlement.graceFrom)]
    expect(end - grace).toBe(5 * 86_400_000)
    // Nothing runs for it to end.
    expect(await opens(customerId, new Date(end - 1))).toEqual(["action"])
    expect(await opens(customerId, new Date(end))).toEqual([])
    for (const [tries, days] of [
      [2, 2],
      [3, 5],
      [4, 7],
    ] as const) {
      await time.pass({ days })
      await mails("payment_retry", tries)
    }
    await time.pass({ days: 8 })
    await mirrored(stripeId, { status: "canceled" })
    await mails("subscription_ended", 1)
    expect(await ends(customerId)).toEqual(new Date(end))
  })

  it("R19: paid within the grace period, there is no gap", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan())
    await charges(sandbox, stripeId, "pm_card_chargeCustomerFail")
    await time.pass({ months: 1, hours: 2 })
    await mirrored(stripeId, { status: "past_due" })
    await charges(sandbox, stripeId, "pm_card_visa")
    const [open] = await listStripe(sandbox.url, "invoices", { status: "open" })
    await callStripe(sandbox.url, `invoices/${open?.id}/pay`, {})
    await mirrored(stripeId, { status: "active" })
    await waitUntil(async () => (await ends(customerId)) > now(), "the next end")
    const rows = await db().entitlement.findMany({ where: { customerId } })
    expect(rows).toMatchObject([{ revokedAt: null }])
    const { startedAt } = await mirrored(stripeId, {})
    expect(rows[0]?.startsAt).toEqual(startedAt)
  })

  it("R56, B72: cancelled at the period's end it stays open to that instant, is told once, and can be taken back", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan())
    await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "true" })
    await mails("cancellation_scheduled", 1)
    const { cancelAt } = await mirrored(stripeId, { status: "active" })
    const end = cancelAt ?? new Date(0)
    expect(await opens(customerId, just(end))).toEqual(["action"])
    expect(await opens(customerId, end)).toEqual([])
    await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "false" })
    await waitUntil(async () => (await opens(customerId, end)).length > 0, "it to go on")
    await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "true" })
    await waitUntil(async () => (await opens(customerId, end)).length === 0, "its end")
    await time.to(end)
    await mirrored(stripeId, { status: "canceled" })
    await mails("subscription_ended", 1)
    expect(await db().mail.count({ where: { kind: "cancellation_scheduled" } })).toBe(1)
    expect(await db().invoice.count()).toBe(1)
  })

  it("S16: ended at once it is closed with the next request", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan())
    await fetch(`${sandbox.url}/v1/subscriptions/${stripeId}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` },
    })
    await mirrored(stripeId, { status: "canceled" })
    expect(await opens(customerId, now())).toEqual([])
  })

  it("S16: unpaid for good closes what grace left open", async () => {
    await sandbox.control("billing", { afterRetries: "unpaid" })
    await time.settings({ graceDays: 60 })
    const { customerId, stripeId } = await subscribes(await sellPlan())
    await charges(sandbox, stripeId, "pm_card_chargeCustomerFail")
    await time.pass({ months: 1, days: 5 })
    await mirrored(stripeId, { status: "past_due" })
    expect(await opens(customerId, now())).toEqual(["action"])
    await time.pass({ days: 18 })
    await mirrored(stripeId, { status: "unpaid" })
    expect(await opens(customerId, now())).toEqual([])
  })

  it("B19: a renewal given back closes its own period alone", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan())
    const first = await ends(customerId)
    await time.pass({ months: 1, hours: 2 })
    await mails("invoice_paid", 2)
    const [renewal] = await listStripe(sandbox.url, "charges")
    await sandbox.control("refunds", { charge: renewal?.id })
    await waitUntil(async () => (await opens(customerId, now())).length === 0, "the goods to close")
    const { startsAt, endsAt, revokedReason } = await db().entitlement.findFirstOrThrow({
      where: { customerId },
    })
    expect(revokedReason).toBe("refunded")
    expect(endsAt && endsAt < first && endsAt > startsAt).toBe(true)
    // The next one that is paid opens again.
    await time.pass({ months: 1 })
    await mails("invoice_paid", 3)
    await waitUntil(async () => (await opens(customerId, now())).length > 0, "the goods to open")
    await mirrored(stripeId, { status: "active" })
  })

  it("a dispute of a renewal closes it while it is open, and a won one opens it again", async () => {
    const { customerId } = await subscribes(await sellPlan())
    await mails("invoice_paid", 1)
    const [charge] = await listStripe(sandbox.url, "charges")
    await sandbox.control("disputes", { charge: charge?.id, status: "needs_response" })
    await waitUntil(async () => (await opens(customerId, now())).length === 0, "the goods to close")
    await sandbox.control("disputes", { charge: charge?.id, status: "won" })
    await waitUntil(async () => (await opens(customerId, now())).length > 0, "the goods to open")
  })

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
