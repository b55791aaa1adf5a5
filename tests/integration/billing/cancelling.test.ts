import { describe, expect, it } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { cancelNow } from "@/lib/billing/cancel-now"
import { cancelPlan } from "@/lib/billing/cancel-plan"
import { pausePlan } from "@/lib/billing/pause-plan"
import { resumePlan } from "@/lib/billing/resume-plan"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { capabilities } from "@/lib/subscriptions/capabilities"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import {
  charges,
  chooses,
  mirrored,
  opens,
  sellPlan,
  subscribes,
  timeOf,
} from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

type Subscriber = Awaited<ReturnType<typeof subscribes>>

// Whatever is done here is in the shop at once, without a webhook.
const deaf = () => sandbox.control("deliveries", { mode: "drop" })
const hear = () => sandbox.control("deliveries", { mode: "deliver" })
const cancel = (who: Subscriber, feedback: "unused" | null = null) =>
  cancelPlan({ customerId: who.customerId, subscriptionId: who.subscriptionId, feedback })
const resume = (who: Subscriber) => resumePlan(who.customerId, who.subscriptionId)
const pause = (who: Subscriber) => pausePlan(who.customerId, who.subscriptionId)
const row = ({ subscriptionId }: Subscriber) =>
  db().subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: true } })
const just = (at: Date | null) => new Date(Number(at) - 1)
const paid = async () =>
  (await listStripe(sandbox.url, "charges", {})).filter((one) => one.paid === true)

async function pastDue(): Promise<Subscriber> {
  const who = await subscribes(await sellPlan())
  await charges(sandbox, who.stripeId, "pm_card_chargeCustomerFail")
  await time.pass({ months: 1, hours: 2 })
  await mirrored(who.stripeId, { status: "past_due" })
  return who
}

describe("cancelling", () => {
  it("R56: keeps what is paid open to its end, and charges nothing more; why is kept at Stripe", async () => {
    const who = await subscribes(await sellPlan())
    await deaf()
    await time.pass({ days: 4 })
    const until = (await row(who)).items[0]?.periodEndsAt ?? null
    expect(await cancel(who, "unused")).toEqual({ outcome: "cancelled", until })
    expect(await row(who)).toMatchObject({ status: "active", cancelAt: until })
    expect(await opens(who.customerId, just(until))).toEqual(["action"])
    expect(await opens(who.customerId, until ?? now())).toEqual([])
    expect(await callStripe(sandbox.url, `subscriptions/${who.stripeId}`)).toMatchObject({
      cancel_at_period_end: true,
      cancellation_details: { feedback: "unused" },
    })
    expect(await cancel(who)).toEqual({ outcome: "over" })
    await hear()
    await time.pass({ months: 2 })
    await mirrored(who.stripeId, { status: "canceled" })
    expect(await paid()).toHaveLength(1)
  })

  it("R56: can be taken back, again and again", async () => {
    const who = await subscribes(await sellPlan())
    await deaf()
    for (const _ of ["once", "twice"]) {
      expect(await cancel(who)).toMatchObject({ outcome: "cancelled" })
      await time.pass({ seconds: 2 })
      expect(await resume(who)).toEqual({ outcome: "resumed" })
      expect(await row(who)).toMatchObject({ status: "active", cancelAt: null })
      await time.pass({ seconds: 2 })
    }
    expect(await resume(who)).toEqual({ outcome: "over" })
  })

  it("in a trial ends with it, and nothing is charged", async () => {
    const who = await subscribes(await sellPlan({ trialDays: 14 }))
    await deaf()
    const { trialEndsAt } = await row(who)
    expect(await cancel(who)).toEqual({ outcome: "cancelled", until: trialEndsAt })
    await hear()
    await time.pass({ days: 20 })
    await mirrored(who.stripeId, { status: "canceled" })
    expect(await paid()).toEqual([])
  })

  it("B71, B65: past due it is possible, and the failed payment is not tried again", async () => {
    const who = await pastDue()
    const tries = async () => (await listStripe(sandbox.url, "charges")).length
    const before = await tries()
    expect(await cancel(who)).toMatchObject({ outcome: "cancelled" })
    expect((await row(who)).cancelAt).not.toBeNull()
    await time.pass({ days: 12 })
    expect(await tries()).toBe(before)
    expect(await paid()).toHaveLength(1)
  })

  it("B71: unpaid for good or paused, it ends at once", async () => {
    const who = await subscribes(await sellPlan())
    await deaf()
    await pause(who)
    expect(await cancel(who)).toEqual({ outcome: "cancelled", until: null })
    expect(await row(who)).toMatchObject({ status: "canceled" })
    expect(await opens(who.customerId, now())).toEqual([])
  })

  it("B70: subscribing to the same plan again before the end takes it back, and sells nothing twice", async () => {
    const plan = await sellPlan()
    const who = await subscribes(plan)
    await cancel(who)
    expect(await chooses(who.customerId, plan)).toEqual({ outcome: "owned" })
    expect((await row(who)).cancelAt).toBeNull()
    expect(await paid()).toHaveLength(1)
  })

  it("B70: after the end, the same plan is bought anew", async () => {
    const plan = await sellPlan()
    const who = await subscribes(plan)
    await cancel(who)
    await time.pass({ months: 1, hours: 1 })
    await mirrored(who.stripeId, { status: "canceled" })
    const again = await subscribes(plan)
    expect(again.subscriptionId).not.toBe(who.subscriptionId)
    expect(await opens(who.customerId, now())).toEqual(["action"])
    expect(await row(who)).toMatchObject({ status: "canceled" })
    expect(await paid()).toHaveLength(2)
  })

  it("Stripe silent: it goes on as it was, and the click may be sent again", async () => {
    const who = await subscribes(await sellPlan())
    await sandbox.control("api", { mode: "error", path: "/v1/subscriptions" })
    expect(await cancel(who)).toEqual({ outcome: "unavailable" })
    expect((await row(who)).cancelAt).toBeNull()
    await sandbox.control("api", { mode: "ok" })
    expect(await cancel(who)).toMatchObject({ outcome: "cancelled" })
  })

  it("another's subscription is as unknown as none", async () => {
    const who = await subscribes(await sellPlan())
    const eve = { ...who, customerId: (await signedIn("eve@example.com")).customerId }
    for (const act of [cancel, pause, resume])
      expect(await act(eve)).toEqual({ outcome: "not-found" })
    expect(await row(who)).toMatchObject({ status: "active", cancelAt: null })
  })
})

describe("a pause", () => {
  it("R20: charges nothing, closes what it opens, and gives the paused time back", async () => {
    const who = await subscribes(await sellPlan({ amount: 3000 }))
    await deaf()
    await time.pass({ days: 10 })
    expect(await pause(who)).toEqual({ outcome: "paused" })
    expect(await pause(who)).toEqual({ outcome: "paused" })
    expect(await row(who)).toMatchObject({ status: "paused", pausedAt: expect.any(Date) })
    expect(await opens(who.customerId, now())).toEqual([])
    await time.pass({ months: 3 })
    expect(await paid()).toHaveLength(1)
    expect(await resume(who)).toEqual({ outcome: "resumed" })
    expect(await row(who)).toMatchObject({ status: "active" })
    expect(await opens(who.customerId, now())).toEqual(["action"])
    const [second] = await paid()
    // About two thirds of the first period were not used.
    expect(Number(second?.amount)).toBeGreaterThan(900)
    expect(Number(second?.amount)).toBeLessThan(1100)
  })

  it("R20: what it opens stays open where the owner says so", async () => {
    await time.settings({ opensWhilePaused: true })
    const who = await subscribes(await sellPlan())
    await deaf()
    await pause(who)
    expect(await opens(who.customerId, now())).toEqual(["action"])
  })

  it("B70: Stripe's other pause, of charging alone, is ended as well", async () => {
    const who = await subscribes(await sellPlan())
    await callStripe(sandbox.url, `subscriptions/${who.stripeId}`, {
      "pause_collection[behavior]": "void",
    })
    await mirrored(who.stripeId, {})
    await expect.poll(async () => (await row(who)).pauseCollection).toBe("void")
    await deaf()
    expect(await pause(who)).toEqual({ outcome: "refused", because: "paused" })
    expect(await resume(who)).toEqual({ outcome: "resumed" })
    expect((await row(who)).pauseCollection).toBeNull()
  })

  it("stays one while the charge that it would go on with is declined", async () => {
    const who = await subscribes(await sellPlan())
    await deaf()
    await time.pass({ days: 10 })
    await pause(who)
    await charges(sandbox, who.stripeId, "pm_card_chargeCustomerFail")
    await time.pass({ months: 2 })
    expect(await resume(who)).toEqual({ outcome: "declined" })
    expect((await row(who)).status).toBe("paused")
    expect(await opens(who.customerId, now())).toEqual([])
  })

  it("is refused past due, in a trial, and where it ends anyway", async () => {
    const trying = await subscribes(await sellPlan({ trialDays: 7 }), { email: "t@example.com" })
    expect(await pause(trying)).toEqual({ outcome: "refused", because: "trial" })
    const leaving = await subscribes(await sellPlan(), { email: "l@example.com" })
    await cancel(leaving)
    expect(await pause(leaving)).toEqual({ outcome: "refused", because: "cancelling" })
    expect(await pause(await pastDue())).toEqual({ outcome: "refused", because: "unpaid" })
  })

  it("R32, R33: is refused where the provider can't", async () => {
    const who = await subscribes(await sellPlan())
    capabilities.pause = false
    try {
      expect(await pause(who)).toEqual({ outcome: "refused", because: "not-offered" })
    } finally {
      capabilities.pause = true
    }
  })
})

describe("the administrator", () => {
  const actor = "admin@kiosk.test"
  it("R56: ends a subscription at once, and gives back what was paid for the period that runs", async () => {
    const who = await subscribes(await sellPlan({ amount: 1200 }))
    await deaf()
    expect(await cancelNow(who.stripeId, { refund: true, actor })).toBe(1)
    expect(await row(who)).toMatchObject({ status: "canceled" })
    expect(await opens(who.customerId, now())).toEqual([])
    expect(await cancelNow(who.subscriptionId, { refund: true, actor })).toBe(1)
    expect(await listStripe(sandbox.url, "refunds")).toMatchObject([
      { amount: 1200, reason: "requested_by_customer" },
    ])
    const { changes } = await listChanges({ after: null, limit: 10 })
    expect(changes.at(-1)).toMatchObject({
      actor,
      action: "subscription.cancel-now",
      before: { status: "active" },
      after: { status: "canceled", refunded: 1 },
    })
    await expect(cancelNow("sub_unknown", { refund: false, actor })).rejects.toMatchObject({
      code: "not-found",
    })
  })
})
