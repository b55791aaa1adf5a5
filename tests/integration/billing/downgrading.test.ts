import { describe, expect, it } from "vitest"
import { previewChange } from "@/lib/billing/preview-change"
import { takeBackChange } from "@/lib/billing/take-back-change"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import {
  change,
  confirm,
  featuresOf,
  invoicesOf,
  previewed,
  rowOf,
  type Subscriber,
  tiers,
} from "@/tests/support/changing"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { opens, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

// Whatever a change does here, it does without a webhook.
const deaf = () => sandbox.control("deliveries", { mode: "drop" })

describe("a downgrade", () => {
  it("B69, R15: waits for the end of what is paid, and changes price, groups and features then", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(best)
    await deaf()
    await time.pass({ days: 4 })
    const [item] = (await rowOf(who)).items
    const preview = await previewed(who, good)
    expect(preview).toMatchObject({
      kind: "downgrade",
      due: { amount: 0 },
      takesEffectAt: item?.periodEndsAt,
    })
    expect(await confirm(who, preview.token)).toEqual({
      outcome: "scheduled",
      at: item?.periodEndsAt,
    })
    const price = await db().planPrice.findUniqueOrThrow({ where: { id: good.priceId } })
    expect(await rowOf(who)).toMatchObject({
      nextStripePriceId: price.stripePriceId,
      nextPriceAt: item?.periodEndsAt,
    })
    expect(await opens(who.customerId, now())).toEqual(["action", "western"])
    await sandbox.control("deliveries", { mode: "deliver" })
    await time.pass({ months: 1, hours: 2 })
    await waitForPrice(who, price.stripePriceId)
    expect(await opens(who.customerId, now())).toEqual(["action"])
    expect(await featuresOf(who)).toEqual(["hd"])
    expect((await rowOf(who)).nextStripePriceId).toBeNull()
    await expect
      .poll(async () => (await invoicesOf(who)).map((one) => one.amountPaid))
      .toEqual([1900, 900])
  })

  it("can be taken back, and chosen again", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(best)
    await deaf()
    await change(who, good)
    expect(await takeBackChange(who.customerId, who.subscriptionId)).toEqual({ outcome: "kept" })
    expect(await rowOf(who)).toMatchObject({ stripeScheduleId: null, nextStripePriceId: null })
    expect(await takeBackChange(who.customerId, who.subscriptionId)).toEqual({ outcome: "kept" })
    await time.pass({ minutes: 1 })
    expect(await change(who, good)).toMatchObject({ outcome: "scheduled" })
    expect((await rowOf(who)).nextPriceAt).not.toBeNull()
    const eve = await signedIn("eve@example.com")
    expect(await takeBackChange(eve.customerId, who.subscriptionId)).toEqual({
      outcome: "not-found",
    })
  })

  it("can become another one; an upgrade asks to take it back first", async () => {
    const { good, best } = await tiers()
    const top = await sellPlan({ tier: 3, amount: 2900, familyId: good.familyId })
    const who = await subscribes(best)
    await change(who, good)
    const least = await sellPlan({ tier: 0, amount: 300, familyId: good.familyId })
    expect(await change(who, least)).toMatchObject({ outcome: "scheduled" })
    const price = await db().planPrice.findUniqueOrThrow({ where: { id: least.priceId } })
    expect((await rowOf(who)).nextStripePriceId).toBe(price.stripePriceId)
    expect(await previewChange({ ...who, planPriceId: top.priceId })).toEqual({
      outcome: "refused",
      because: "change-scheduled",
    })
  })

  it("B69: an introductory price is not given again by going up and down", async () => {
    const { good, best } = await tiers({ intro: { amount: 100, cycles: 6 } })
    const who = await subscribes(good)
    expect(await invoicesOf(who)).toMatchObject([{ amountPaid: 100 }])
    await time.pass({ days: 5 })
    await change(who, best)
    await change(who, good)
    await time.pass({ months: 1, hours: 2 })
    const price = await db().planPrice.findUniqueOrThrow({ where: { id: good.priceId } })
    await waitForPrice(who, price.stripePriceId)
    await expect
      .poll(async () => (await invoicesOf(who)).at(-1))
      .toMatchObject({ amountPaid: 900, billingReason: "subscription_cycle" })
  })
})

it("a change in a trial charges nothing, keeps the trial's end, and both directions are at once", async () => {
  const { good, best } = await tiers({ trialDays: 14 })
  const who = await subscribes(good)
  await deaf()
  const { trialEndsAt } = await rowOf(who)
  await time.pass({ days: 3 })
  const preview = await previewed(who, best)
  expect(preview).toMatchObject({ kind: "trial", due: { amount: 0 }, nextChargeAt: trialEndsAt })
  expect(await confirm(who, preview.token)).toEqual({ outcome: "changed" })
  expect(await rowOf(who)).toMatchObject({ status: "trialing", trialEndsAt })
  expect(await opens(who.customerId, now())).toEqual(["action", "western"])
  await change(who, good)
  expect(await rowOf(who)).toMatchObject({ status: "trialing", trialEndsAt })
  expect(await opens(who.customerId, now())).toEqual(["action"])
  expect(await listStripe(sandbox.url, "charges")).toEqual([])
})

async function waitForPrice(who: Subscriber, stripePriceId: string | null): Promise<void> {
  await expect
    .poll(async () => (await rowOf(who)).items[0]?.stripePriceId, { timeout: 10_000 })
    .toBe(stripePriceId)
}
