import { expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { cards, pay } from "@/tests/support/buyer"
import { workOff } from "@/tests/support/person"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { callStripe, deliver, eventOf } from "@/tests/support/stripe-events"
import { chooses, opens, pageFor, sellPlan, subscribes } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

it("S4, S12, S14: a subscription opens the groups that its product names at Stripe", async () => {
  const plan = await sellPlan({ groups: ["action", "western"], amount: 900 })
  const { customerId, stripeId } = await subscribes(plan)
  expect(await opens(customerId, now())).toEqual(["action", "western"])
  const [product] = await listStripe(sandbox.url, "products")
  expect(product).toMatchObject({
    metadata: { kiosk: expect.any(String), groups: "action,western", plan: plan.slug },
  })
  const row = await db().subscription.findUniqueOrThrow({
    where: { stripeSubscriptionId: stripeId },
    include: { items: true },
  })
  expect(row).toMatchObject({
    status: "active",
    isSelfService: true,
    planPriceId: plan.priceId,
    items: [{ stripeProductId: product?.id, quantity: 1 }],
  })
})

it("D9, R14: the first paid invoice is one payment with one receipt", async () => {
  const { customerId } = await subscribes(await sellPlan({ amount: 1200 }))
  await waitUntil(() => db().mail.findFirst({ where: { kind: "invoice_paid" } }), "the receipt")
  expect(await db().invoice.findMany()).toMatchObject([
    {
      status: "paid",
      currency: "usd",
      amountTotal: 1200,
      amountPaid: 1200,
      billingReason: "subscription_create",
    },
  ])
  const { email } = await db().customer.findUniqueOrThrow({ where: { id: customerId } })
  expect(await db().mail.findMany({ where: { kind: "invoice_paid" } })).toMatchObject([
    { recipient: email },
  ])
})

it("R31: nothing is open before the card is confirmed, and a declined one leaves nothing", async () => {
  const plan = await sellPlan()
  const { customerId } = await signedIn()
  const url = await pageFor(customerId, plan)
  expect(await opens(customerId, now())).toEqual([])
  await pay(url, cards.declined)
  expect(await opens(customerId, now())).toEqual([])
  await pay(url)
  await waitUntil(async () => (await opens(customerId, now())).length > 0, "the groups to open")
  await waitUntil(
    async () => (await db().planCheckout.findFirst())?.status === "complete",
    "the checkout to be complete",
  )
})

it("R31: a trial opens at once, charges nothing, and is told by one mail", async () => {
  const plan = await sellPlan({ trialDays: 14 })
  const { customerId, subscriptionId } = await subscribes(plan)
  expect(await opens(customerId, now())).toEqual(["action"])
  const { trialEndsAt, startedAt } = await db().subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
  })
  expect((trialEndsAt?.getTime() ?? 0) - startedAt.getTime()).toBe(14 * 86_400_000)
  expect(await listStripe(sandbox.url, "charges")).toEqual([])
  expect(await db().mail.findMany({ select: { kind: true } })).toEqual([
    { kind: "subscription_started" },
  ])
})

it("R57: no session is made for a second recurring subscription of a family", async () => {
  const plan = await sellPlan()
  const { customerId } = await subscribes(plan)
  const other = await sellPlan({ familyId: plan.familyId, tier: 2 })
  expect(await chooses(customerId, other)).toEqual({ outcome: "owned" })
  expect(await listStripe(sandbox.url, "checkout/sessions")).toHaveLength(1)
})

it("B13, R40, R57: of two tabs that were faster the newer subscription is ended and given back", async () => {
  const plan = await sellPlan({ groups: ["action"] })
  const other = await sellPlan({
    familyId: plan.familyId,
    tier: 2,
    groups: ["drama"],
    amount: 1500,
  })
  const { customerId } = await signedIn()
  // The second page stays open at Stripe as if nobody could end it.
  await sandbox.control("api", { mode: "rate-limit", path: "/v1/checkout/sessions/cs_" })
  const [first, second] = [await pageFor(customerId, plan), await pageFor(customerId, other)]
  await sandbox.control("api", { mode: "ok" })
  await pay(first)
  await pay(second)
  const refused = await waitUntil(
    () => db().subscription.findFirst({ where: { cancelledBecause: "duplicate" } }),
    "the second subscription to be refused",
  )
  expect(await opens(customerId, now())).toEqual(["action"])
  await workOff("end-subscription")
  expect(
    await callStripe(sandbox.url, `subscriptions/${refused.stripeSubscriptionId}`),
  ).toMatchObject({ status: "canceled" })
  expect(await listStripe(sandbox.url, "refunds")).toMatchObject([{ amount: 1500 }])
  expect(await db().mail.count({ where: { kind: "subscription_refused" } })).toBe(1)
  // Run again, it gives nothing back twice.
  const { endSubscription } = await import("@/lib/billing/end-subscription")
  await endSubscription(refused.id)
  expect(await listStripe(sandbox.url, "refunds")).toHaveLength(1)
})

it("R4, B9: a plan that is bought once is charged once, and stays", async () => {
  const plan = await sellPlan({ period: null, amount: 4900, groups: ["action"] })
  const { customerId, subscriptionId } = await subscribes(plan)
  expect(await opens(customerId, new Date("2099-01-01"))).toEqual(["action"])
  expect(
    await db().subscription.findUniqueOrThrow({ where: { id: subscriptionId } }),
  ).toMatchObject({ isRecurring: false, status: "active" })
  expect(await listStripe(sandbox.url, "subscriptions")).toEqual([])
  expect(await db().invoice.findMany()).toMatchObject([{ amountPaid: 4900, status: "paid" }])
  expect(await chooses(customerId, plan)).toEqual({ outcome: "owned" })
})

it("R4: a plan that is bought once, heard of late, counts as paid when Stripe says, and opens when it is heard of", async () => {
  await sandbox.control("deliveries", { mode: "hold" })
  const { customerId } = await signedIn("ada@example.com")
  await pay(await pageFor(customerId, await sellPlan({ period: null, groups: ["action"] })))
  const event = await eventOf(sandbox.url, "checkout.session.completed")
  const made = event.created - 7200
  await db().planCheckout.updateMany({ data: { createdAt: new Date((made - 60) * 1000) } })
  await deliver({ ...event, created: made })
  expect(await db().invoice.findMany()).toMatchObject([{ paidAt: new Date(made * 1000) }])
  const { startedAt } = await db().subscription.findFirstOrThrow()
  expect(startedAt.getTime()).toBeGreaterThan((made + 7000) * 1000)
})

it("B67: a mailbox's second trial is not promised, and can still be paid for", async () => {
  const plan = await sellPlan({ trialDays: 14 })
  await subscribes(plan, { email: "ada.lovelace@gmail.com" })
  const alias = await signedIn("adalovelace+again@gmail.com")
  await pay(await pageFor(alias.customerId, plan), "5555 5555 5555 4444")
  const row = await waitUntil(
    () =>
      db().subscription.findFirst({ where: { customerId: alias.customerId, status: "active" } }),
    "a subscription without a trial",
  )
  expect(row.trialEndsAt).toBeNull()
})

it("B67: a card's second trial is refused when it shows, and nothing is charged", async () => {
  const plan = await sellPlan({ trialDays: 14 })
  await subscribes(plan, { email: "ada@example.com" })
  const { customerId } = await signedIn("eve@example.com")
  await pay(await pageFor(customerId, plan))
  const refused = await waitUntil(
    () => db().subscription.findFirst({ where: { customerId, cancelledBecause: "trial_used" } }),
    "the trial to be refused",
  )
  expect(await opens(customerId, now())).toEqual([])
  await workOff("end-subscription")
  expect(
    await callStripe(sandbox.url, `subscriptions/${refused.stripeSubscriptionId}`),
  ).toMatchObject({ status: "canceled" })
  expect(await listStripe(sandbox.url, "charges")).toEqual([])
  // And can still pay, from the first day.
  await pay(await pageFor(customerId, plan))
  await waitUntil(async () => (await opens(customerId, now())).length > 0, "the groups to open")
})
