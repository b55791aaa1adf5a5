import { describe, expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import type { MailKind } from "@/lib/mail/store/mails"
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

  it("R19, B65, D12, fault 21: what is not paid is open for the grace period, with a mail at each try, and ends by the clock alone", async () => {
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
    await callStripe(sandbox.url, `invoices/${String(open?.id)}/pay`, {})
    await mirrored(stripeId, { status: "active" })
    await waitUntil(async () => (await ends(customerId)) > now(), "the next end")
    const rows = await db().entitlement.findMany({ where: { customerId } })
    expect(rows).toMatchObject([{ revokedAt: null }])
    const { startedAt } = await mirrored(stripeId, {})
    expect(rows[0]?.startsAt).toEqual(startedAt)
  })

  it("R56, B72, fault 21: cancelled at the period's end it stays open to that instant, is told once, and can be taken back", async () => {
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

  it("B19, fault 20: a renewal given back closes its own period alone", async () => {
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

  it("fault 20: a dispute of a renewal closes it while it is open, and a won one opens it again", async () => {
    const { customerId } = await subscribes(await sellPlan())
    await mails("invoice_paid", 1)
    const [charge] = await listStripe(sandbox.url, "charges")
    await sandbox.control("disputes", { charge: charge?.id, status: "needs_response" })
    await waitUntil(async () => (await opens(customerId, now())).length === 0, "the goods to close")
    await sandbox.control("disputes", { charge: charge?.id, status: "won" })
    await waitUntil(async () => (await opens(customerId, now())).length > 0, "the goods to open")
  })
})
