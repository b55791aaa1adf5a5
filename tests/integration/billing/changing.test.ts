import { beforeEach, describe, expect, it } from "vitest"
import { changePlan } from "@/lib/billing/change-plan"
import { type ChangePreview, previewChange } from "@/lib/billing/preview-change"
import { takeBackChange } from "@/lib/billing/take-back-change"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import {
  charges,
  opens,
  type SoldPlan,
  sellPlan,
  subscribes,
  timeOf,
} from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

type Subscriber = Awaited<ReturnType<typeof subscribes>>

/** Two tiers of a family: "action", and above it "western" too. */
async function tiers(low: Parameters<typeof sellPlan>[0] = {}) {
  const good = await sellPlan({ tier: 1, amount: 900, features: ["hd"], ...low })
  const best = await sellPlan({
    tier: 2,
    amount: 1900,
    familyId: good.familyId,
    groups: ["action", "western"],
    features: ["hd", "4k"],
  })
  return { good, best }
}

/** A preview that can be confirmed. Throws where there is none. */
async function previewed(who: Subscriber, to: SoldPlan): Promise<ChangePreview> {
  const { customerId, subscriptionId } = who
  const preview = await previewChange({ customerId, subscriptionId, planPriceId: to.priceId })
  if (preview.outcome !== "preview") throw new Error(JSON.stringify(preview))
  return preview
}

const confirm = ({ customerId, subscriptionId }: Subscriber, token: string) =>
  changePlan({ customerId, subscriptionId, token })
const change = async (who: Subscriber, to: SoldPlan) =>
  confirm(who, (await previewed(who, to)).token)
const invoicesOf = ({ stripeId }: Subscriber) =>
  db().invoice.findMany({
    where: { stripeSubscriptionId: stripeId },
    orderBy: { createdAt: "asc" },
    select: { amountPaid: true, billingReason: true, status: true },
  })
const row = ({ subscriptionId }: Subscriber) =>
  db().subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { items: { where: { removedAt: null } } },
  })
const features = async (who: Subscriber) => {
  const [item] = (await row(who)).items
  const product = await db().stripeProduct.findUnique({
    where: { id: item?.stripeProductId ?? "" },
  })
  return product?.features
}

// Whatever a change does here, it does without a webhook.
const deaf = () => sandbox.control("deliveries", { mode: "drop" })

describe("an upgrade", () => {
  it("B69: charges what its preview says, to the cent, though it is confirmed minutes later", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await deaf()
    await time.pass({ days: 11, hours: 7, seconds: 13 })
    const preview = await previewed(who, best)
    expect(preview).toMatchObject({ kind: "upgrade", due: { currency: "usd" } })
    expect(preview.due.amount).toBeGreaterThan(0)
    expect(preview.due.amount).toBeLessThan(1000)
    expect(preview.lines.reduce((sum, one) => sum + one.amount, 0)).toBe(preview.due.amount)
    await time.pass({ minutes: 9 })
    expect(await confirm(who, preview.token)).toEqual({ outcome: "changed" })
    const charged = (await listStripe(sandbox.url, "charges")).map((one) => one.amount)
    expect(charged).toEqual([preview.due.amount, 900])
    expect(await invoicesOf(who)).toMatchObject([
      { amountPaid: 900 },
      { amountPaid: preview.due.amount, billingReason: "subscription_update", status: "paid" },
    ])
  })

  it("R15: opens what the higher tier holds at once, features too", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await deaf()
    expect(await features(who)).toEqual(["hd"])
    expect(await opens(who.customerId, now())).toEqual(["action"])
    await change(who, best)
    expect(await features(who)).toEqual(["hd", "4k"])
    expect(await opens(who.customerId, now())).toEqual(["action", "western"])
  })

  it("is done once when it is sent twice", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await time.pass({ days: 3 })
    const { token } = await previewed(who, best)
    const answers = await Promise.all([confirm(who, token), confirm(who, token)])
    expect(answers.map(({ outcome }) => outcome)).toContain("changed")
    expect(await confirm(who, token)).toEqual({ outcome: "changed" })
    expect(await listStripe(sandbox.url, "charges")).toHaveLength(2)
  })

  it("changes nothing when the card is declined", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await time.pass({ days: 3 })
    await charges(sandbox, who.stripeId, "pm_card_chargeCustomerFail")
    const before = await row(who)
    expect(await change(who, best)).toEqual({ outcome: "declined" })
    const { items, status } = await callStripe(sandbox.url, `subscriptions/${who.stripeId}`)
    expect({ status, items }).toMatchObject({
      status: "active",
      items: { data: [{ price: { id: before.items[0]?.stripePriceId } }] },
    })
    expect(await opens(who.customerId, now())).toEqual(["action"])
    expect(await invoicesOf(who)).toHaveLength(1)
  })

  it("is taken at its preview's word for fifteen minutes, and by nobody else", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    const { token } = await previewed(who, best)
    const eve = await signedIn("eve@example.com")
    expect(await changePlan({ ...who, customerId: eve.customerId, token })).toEqual({
      outcome: "not-found",
    })
    const forged = token.replace(/\/\d+\./, "/0.")
    expect(await confirm(who, forged)).toEqual({ outcome: "expired" })
    await time.pass({ minutes: 16 })
    expect(await confirm(who, token)).toEqual({ outcome: "expired" })
    expect(await invoicesOf(who)).toHaveLength(1)
  })

  it("is shown anew when it would cost something else by now", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await time.pass({ days: 3 })
    const { token } = await previewed(who, best)
    const coupon = await callStripe(sandbox.url, "coupons", { percent_off: "50", duration: "once" })
    await callStripe(sandbox.url, `subscriptions/${who.stripeId}`, {
      "discounts[0][coupon]": String(coupon.id),
    })
    const { outcome } = await confirm(who, token)
    const { due } = await previewed(who, best).catch(() => ({ due: null }))
    // Only where the coupon counts for the change as well.
    expect(outcome).toBe(due === null ? "changed" : "expired")
  })

  it("Stripe silent: nothing has changed, and the same click may be sent again", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await time.pass({ days: 3 })
    const { token } = await previewed(who, best)
    await sandbox.control("api", { mode: "error", path: "/v1/subscriptions" })
    expect(await confirm(who, token)).toEqual({ outcome: "unavailable" })
    expect(await opens(who.customerId, now())).toEqual(["action"])
    await sandbox.control("api", { mode: "ok" })
    expect(await confirm(who, token)).toEqual({ outcome: "changed" })
    expect(await listStripe(sandbox.url, "charges")).toHaveLength(2)
  })
})

describe("a downgrade", () => {
  it("B69, R15: waits for the end of what is paid, and changes price, groups and features then", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(best)
    await deaf()
    await time.pass({ days: 4 })
    const [item] = (await row(who)).items
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
    expect(await row(who)).toMatchObject({
      nextStripePriceId: price.stripePriceId,
      nextPriceAt: item?.periodEndsAt,
    })
    expect(await opens(who.customerId, now())).toEqual(["action", "western"])
    await sandbox.control("deliveries", { mode: "deliver" })
    await time.pass({ months: 1, hours: 2 })
    await waitForPrice(who, price.stripePriceId)
    expect(await opens(who.customerId, now())).toEqual(["action"])
    expect(await features(who)).toEqual(["hd"])
    expect((await row(who)).nextStripePriceId).toBeNull()
    expect((await invoicesOf(who)).map((one) => one.amountPaid)).toEqual([1900, 900])
  })

  it("can be taken back, and chosen again", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(best)
    await deaf()
    await change(who, good)
    expect(await takeBackChange(who.customerId, who.subscriptionId)).toEqual({ outcome: "kept" })
    expect(await row(who)).toMatchObject({ stripeScheduleId: null, nextStripePriceId: null })
    expect(await takeBackChange(who.customerId, who.subscriptionId)).toEqual({ outcome: "kept" })
    await time.pass({ minutes: 1 })
    expect(await change(who, good)).toMatchObject({ outcome: "scheduled" })
    expect((await row(who)).nextPriceAt).not.toBeNull()
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
    expect((await row(who)).nextStripePriceId).toBe(price.stripePriceId)
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
  const { trialEndsAt } = await row(who)
  await time.pass({ days: 3 })
  const preview = await previewed(who, best)
  expect(preview).toMatchObject({ kind: "trial", due: { amount: 0 }, nextChargeAt: trialEndsAt })
  expect(await confirm(who, preview.token)).toEqual({ outcome: "changed" })
  expect(await row(who)).toMatchObject({ status: "trialing", trialEndsAt })
  expect(await opens(who.customerId, now())).toEqual(["action", "western"])
  await change(who, good)
  expect(await row(who)).toMatchObject({ status: "trialing", trialEndsAt })
  expect(await opens(who.customerId, now())).toEqual(["action"])
  expect(await listStripe(sandbox.url, "charges")).toEqual([])
})

describe("what can't be chosen", () => {
  let good: SoldPlan
  let best: SoldPlan
  let who: Subscriber
  beforeEach(async () => {
    ;({ good, best } = await tiers())
    who = await subscribes(good)
  })
  const asked = (planPriceId: string) => previewChange({ ...who, planPriceId })

  it("the same price is no change", async () => {
    expect(await asked(good.priceId)).toEqual({ outcome: "same" })
  })

  it("a retired plan, an archived price, and another family's are not on sale", async () => {
    const other = await sellPlan({ amount: 5000 })
    expect(await asked(other.priceId)).toEqual({ outcome: "not-for-sale" })
    await db().planPrice.update({ where: { id: best.priceId }, data: { archivedAt: now() } })
    expect(await asked(best.priceId)).toEqual({ outcome: "not-for-sale" })
    const third = await sellPlan({ tier: 3, amount: 5000, familyId: good.familyId })
    await db().plan.update({ where: { id: third.id }, data: { retiredAt: now() } })
    expect(await asked(third.priceId)).toEqual({ outcome: "not-for-sale" })
  })

  it("a price in another currency can't be compared", async () => {
    await db().planPrice.update({ where: { id: best.priceId }, data: { currency: "eur" } })
    expect(await asked(best.priceId)).toEqual({ outcome: "other-currency" })
  })

  it("another's subscription is as unknown as none", async () => {
    const eve = await signedIn("eve@example.com")
    expect(
      await previewChange({ ...who, customerId: eve.customerId, planPriceId: best.priceId }),
    ).toEqual({ outcome: "not-found" })
  })
})

async function waitForPrice(who: Subscriber, stripePriceId: string | null): Promise<void> {
  await expect
    .poll(async () => (await row(who)).items[0]?.stripePriceId, { timeout: 10_000 })
    .toBe(stripePriceId)
}
