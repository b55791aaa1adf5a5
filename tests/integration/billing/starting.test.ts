import { randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import { listPlansFor } from "@/lib/billing/list-plans-for"
import { returnToShop } from "@/lib/checkout/return-to-shop"
import { db } from "@/lib/db"
import { stranger } from "@/lib/entitlements/store/access"
import { defaultBillingSettings, saveBillingSettings } from "@/lib/subscriptions/store/settings"
import { cards, pay } from "@/tests/support/buyer"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { chooses, pageFor, sellPlan, subscribes } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const sessions = () => listStripe(sandbox.url, "checkout/sessions")
const sessionIn = (url: string) => new URL(url).pathname.split("/").at(-1) ?? ""

it("B13: one attempt, sent twice at once and once more, is one checkout and one session", async () => {
  const plan = await sellPlan()
  const { customerId } = await signedIn()
  const attempt = randomUUID()
  const [first, second] = await Promise.all([
    chooses(customerId, plan, attempt),
    chooses(customerId, plan, attempt),
  ])
  expect(first).toMatchObject({ outcome: "redirect" })
  expect(second).toEqual(first)
  expect(await chooses(customerId, plan, attempt)).toEqual(first)
  expect(await db().planCheckout.count()).toBe(1)
  expect(await sessions()).toHaveLength(1)
})

it("B13: two pages of one customer lead to one session", async () => {
  const plan = await sellPlan()
  const { customerId } = await signedIn()
  const [first, second] = await Promise.all([chooses(customerId, plan), chooses(customerId, plan)])
  expect(first).toMatchObject({ outcome: "redirect" })
  expect(second).toEqual(first)
  expect(await sessions()).toHaveLength(1)
})

it("B13: somebody else's attempt is none of mine", async () => {
  const plan = await sellPlan()
  const [ada, eve] = [await signedIn("ada@example.com"), await signedIn("eve@example.com")]
  const attempt = randomUUID()
  const first = await chooses(ada.customerId, plan, attempt)
  const second = await chooses(eve.customerId, plan, attempt)
  expect(second).toMatchObject({ outcome: "redirect" })
  expect(second).not.toEqual(first)
})

it("R57, R40: whoever has a plan of the family gets no session, in whatever currency or tier", async () => {
  const plan = await sellPlan()
  const { customerId } = await subscribes(plan)
  const higher = await sellPlan({ familyId: plan.familyId, tier: 2, amount: 1500 })
  expect(await chooses(customerId, plan)).toEqual({ outcome: "owned" })
  expect(await chooses(customerId, higher)).toEqual({ outcome: "owned" })
  expect(await sessions()).toHaveLength(1)
  // The page says so before the button does: none of the family's can be pressed.
  const [family] = await listPlansFor(customerId, null)
  expect(family?.own?.slug).toBe(plan.slug)
  expect(
    family?.plans.map(({ state, prices }) => [state, prices.map(({ isOpen }) => isOpen)]),
  ).toEqual([
    ["yours", [false]],
    ["higher", [false]],
  ])
  // Another family's can.
  const other = await sellPlan()
  expect(await chooses(customerId, other)).toMatchObject({ outcome: "redirect" })
})

it("with Stripe down nothing is charged, and the same attempt works later", async () => {
  const plan = await sellPlan()
  const { customerId } = await signedIn()
  const attempt = randomUUID()
  for (const mode of ["error", "reset", "rate-limit"]) {
    await sandbox.control("api", { mode })
    expect(await chooses(customerId, plan, attempt)).toEqual({ outcome: "unavailable", attempt })
  }
  await sandbox.control("api", { mode: "ok" })
  expect(await chooses(customerId, plan, attempt)).toMatchObject({ outcome: "redirect" })
  expect(await db().planCheckout.count()).toBe(1)
  expect(await sessions()).toHaveLength(1)
})

it("R24: the shop's trial counts where a price says nothing; a price's own, and 0, win", async () => {
  await saveBillingSettings({ ...defaultBillingSettings, trialDays: 10 })
  try {
    const [silent, own, zero] = [
      await sellPlan(),
      await sellPlan({ trialDays: 3 }),
      await sellPlan(),
    ]
    await db().planPrice.update({ where: { id: silent.priceId }, data: { trialDays: null } })
    const promised = async (customerId: string | null) => {
      const families = await listPlansFor(customerId, null)
      return [silent, own, zero].map(
        ({ slug }) =>
          families.flatMap(({ plans }) => plans).find((plan) => plan.slug === slug)?.prices[0]
            ?.trialDays,
      )
    }
    expect(await promised(null)).toEqual([10, 3, 0])
    const { customerId } = await subscribes(own)
    expect(await promised(customerId)).toEqual([0, 0, 0])
    await saveBillingSettings({ ...defaultBillingSettings, trialDays: 0 })
    expect(await promised(null)).toEqual([0, 3, 0])
  } finally {
    await saveBillingSettings(defaultBillingSettings)
  }
})

it("back from Stripe's page a plan is fulfilled without any webhook, for its own customer alone", async () => {
  await sandbox.control("deliveries", { mode: "drop" })
  const plan = await sellPlan()
  const visitor = await signedIn()
  const url = await pageFor(visitor.customerId, plan)
  const sessionId = sessionIn(url)
  expect(await returnToShop(sessionId, visitor)).toEqual({ outcome: "not-subscribed" })
  await pay(url, cards.pays)
  expect(await returnToShop(sessionId, visitor)).toEqual({ outcome: "subscribed", isOwn: true })
  expect(await returnToShop(sessionId, stranger)).toEqual({ outcome: "subscribed", isOwn: false })
  expect(await db().subscription.count({ where: { status: "active" } })).toBe(1)
  expect(await db().planCheckout.findMany()).toMatchObject([{ status: "complete" }])
})

it("R4, B9: back from Stripe's page a plan that is bought once is fulfilled as well", async () => {
  await sandbox.control("deliveries", { mode: "drop" })
  const plan = await sellPlan({ period: null, amount: 4900 })
  const visitor = await signedIn()
  const url = await pageFor(visitor.customerId, plan)
  await pay(url)
  expect(await returnToShop(sessionIn(url), visitor)).toEqual({
    outcome: "subscribed",
    isOwn: true,
  })
  expect(await listStripe(sandbox.url, "subscriptions")).toEqual([])
  const [family] = await listPlansFor(visitor.customerId, null)
  expect(family?.plans[0]).toMatchObject({ state: "yours", prices: [{ isOpen: false }] })
})

it("with Stripe silent on the way back the plan is pending, and the next look fulfils it", async () => {
  await sandbox.control("deliveries", { mode: "drop" })
  const plan = await sellPlan()
  const visitor = await signedIn()
  const url = await pageFor(visitor.customerId, plan)
  await pay(url)
  await sandbox.control("api", { mode: "error" })
  expect(await returnToShop(sessionIn(url), visitor)).toEqual({ outcome: "plan-pending" })
  await sandbox.control("api", { mode: "ok" })
  expect(await returnToShop(sessionIn(url), visitor)).toMatchObject({ outcome: "subscribed" })
})
