import { expect, it } from "vitest"
import { now, plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { publishPlanPrice } from "@/lib/plans/publish-plan-price"
import { findPlanPrice } from "@/lib/plans/store/plan-prices"
import { hasFeature } from "@/lib/subscriptions/has-feature"
import { saveDefaultEntitlements, saveDefaultPlan } from "@/lib/subscriptions/store/default-plan"
import { startSelling } from "@/tests/support/selling"
import { signedIn } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import { mirrored, type SoldPlan, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

const featuresOf = async (customerId: string | null, at = now()) => {
  const has = async (feature: string) =>
    (await hasFeature(customerId, feature, at)) ? [feature] : []
  return (await Promise.all(["hd", "4k", "offline"].map(has))).flat()
}

/** Good and better: the higher tier has what the lower has, and more. */
async function sellTiers(): Promise<[good: SoldPlan, better: SoldPlan]> {
  const good = await sellPlan({ features: ["hd"], groups: ["action"] })
  const better = await sellPlan({
    familyId: good.familyId,
    tier: 2,
    features: ["hd", "4k"],
    groups: ["action", "drama"],
    amount: 1500,
  })
  return [good, better]
}

/** Changes at Stripe what a subscription costs, at once. */
async function changeTo(stripeId: string, plan: SoldPlan): Promise<void> {
  const price = await findPlanPrice(plan.priceId)
  if (!price) throw new Error("The plan has no price.")
  const { stripePriceId } = await publishPlanPrice(price)
  const { stripeItemId } = await db().subscriptionItem.findFirstOrThrow({
    where: { subscription: { stripeSubscriptionId: stripeId } },
  })
  await callStripe(sandbox.url, `subscriptions/${stripeId}`, {
    "items[0][id]": stripeItemId,
    "items[0][price]": stripePriceId,
  })
  await waitUntil(() => db().subscriptionItem.findFirst({ where: { stripePriceId } }), "the change")
}

it("R15: a plan's features are its subscriber's, and change with the plan at the moment of the change", async () => {
  const [good, better] = await sellTiers()
  const { customerId, stripeId } = await subscribes(good)
  const { customerId: other } = await signedIn("eve@example.com")
  expect(await featuresOf(customerId)).toEqual(["hd"])
  expect(await featuresOf(other)).toEqual([])
  expect(await featuresOf(null)).toEqual([])
  await changeTo(stripeId, better)
  expect(await featuresOf(customerId)).toEqual(["hd", "4k"])
  await changeTo(stripeId, good)
  expect(await featuresOf(customerId)).toEqual(["hd"])
})

it("R15: features end with what the plan opens, by the clock alone", async () => {
  const [, better] = await sellTiers()
  const { customerId, stripeId } = await subscribes(better)
  await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "true" })
  const { cancelAt } = await waitUntil(
    () => db().subscription.findFirst({ where: { cancelAt: { not: null } } }),
    "the cancellation",
  )
  const end = cancelAt ?? new Date(0)
  expect(await featuresOf(customerId, plusSeconds(end, -1))).toEqual(["hd", "4k"])
  expect(await featuresOf(customerId, end)).toEqual([])
})

it("R15: a trial and a time of grace have all features, a pause has none", async () => {
  const plan = await sellPlan({ features: ["offline"], trialDays: 14 })
  const { customerId, stripeId } = await subscribes(plan)
  expect(await featuresOf(customerId)).toEqual(["offline"])
  await time.pass({ days: 14, hours: 3 })
  await mirrored(stripeId, { status: "active" })
  const { graceFrom } = await db().entitlement.findFirstOrThrow({ where: { customerId } })
  expect(await featuresOf(customerId, graceFrom ?? new Date(0))).toEqual(["offline"])
  await callStripe(sandbox.url, `subscriptions/${stripeId}/pause`, { type: "subscription" })
  await mirrored(stripeId, { status: "paused" })
  expect(await featuresOf(customerId)).toEqual([])
})

it("R15: the default plan has its own", async () => {
  const { customerId } = await signedIn()
  const plan = await sellPlan({ features: ["hd"], groups: ["action"] })
  const before = now()
  await saveDefaultPlan(plan.id, before)
  await saveDefaultEntitlements(customerId)
  expect(await featuresOf(customerId)).toEqual(["hd"])
  await saveDefaultPlan(null, now())
  await saveDefaultEntitlements(customerId)
  expect(await featuresOf(customerId)).toEqual([])
})
