import { expect, it } from "vitest"
import { remindSubscribers } from "@/lib/billing/remind-subscribers"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { cards, pay } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { begin, startSelling } from "@/tests/support/selling"
import { listStripe, signedIn, untilPaid } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import { mirrored, opens, pageFor, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

const paid = (count: number) =>
  waitUntil(
    async () => (await db().invoice.count({ where: { status: "paid" } })) === count,
    `${count} paid invoices`,
  )

it("D7, B9: one customer subscribes and buys a single file, and each is sold and opened in its own way", async () => {
  const { customerId } = await subscribes(await sellPlan({ groups: ["noir"] }))
  const file = await makeProduct()
  const visitor = { customerId, checkoutIds: [] }
  const { url, checkoutId } = await begin(file, { visitor })
  await pay(url)
  await untilPaid(checkoutId)
  const sessions = await listStripe(sandbox.url, "checkout/sessions")
  expect(sessions.map(({ mode }) => String(mode)).toSorted()).toEqual(["payment", "subscription"])
  const rows = await db().entitlement.findMany({ where: { customerId } })
  expect(rows.toSorted((a, b) => a.source.localeCompare(b.source))).toMatchObject([
    { source: "purchase", groupName: null, editionId: file.edition.id, endsAt: null },
    { source: "subscription", groupName: "noir", editionId: null, endsAt: expect.any(Date) },
  ])
})

it.each([
  ["day", 1, { days: 2, hours: 3 }],
  ["week", 2, { weeks: 4, hours: 3 }],
  ["month", 3, { months: 6, hours: 3 }],
] as const)(
  "D8, D9: every %s × %i it is renewed by itself, each time one payment and one receipt",
  async (unit, count, passed) => {
    const { customerId, stripeId } = await subscribes(await sellPlan({ period: { unit, count } }))
    await time.pass(passed)
    await paid(3)
    await waitUntil(
      async () => (await db().mail.count({ where: { kind: "invoice_paid" } })) === 3,
      "three receipts",
    )
    const invoices = await db().invoice.findMany({ orderBy: { periodEndsAt: "asc" } })
    const [first, second, third] = invoices
    expect(second?.periodStartsAt).toEqual(first?.periodEndsAt)
    expect(third?.periodStartsAt).toEqual(second?.periodEndsAt)
    await mirrored(stripeId, { status: "active" })
    const rows = await db().entitlement.findMany({ where: { customerId } })
    expect(rows).toMatchObject([{ graceFrom: third?.periodEndsAt }])
  },
)

it("R23: a trial of seven days shifts the first charge, and all later ones with it", async () => {
  const plan = await sellPlan({ trialDays: 7, amount: 900 })
  const { stripeId } = await subscribes(plan)
  const { startedAt } = await mirrored(stripeId, { status: "trialing" })
  await time.to(new Date(startedAt.getTime() + 7 * 86_400_000 - 60_000))
  expect(await db().invoice.findMany()).toMatchObject([{ amountPaid: 0 }])
  await time.pass({ months: 1, hours: 3 })
  await paid(3)
  const charged = await db().invoice.findMany({
    where: { amountPaid: 900 },
    orderBy: { createdAt: "asc" },
  })
  const first = new Date(startedAt.getTime() + 7 * 86_400_000)
  expect(charged[0]?.periodStartsAt).toEqual(first)
  const second = new Date(first)
  second.setUTCMonth(second.getUTCMonth() + 1)
  expect(charged.map(({ periodEndsAt }) => periodEndsAt)[0]).toEqual(second)
  expect(charged).toHaveLength(2)
})

it.each([
  ["R26: what is free", { amount: 0 }],
  ["R27: what is bought once", { period: null }],
])("%s has no trial, whatever its price says", async (_what, terms) => {
  const { subscriptionId } = await subscribes(await sellPlan({ ...terms, trialDays: 7 }))
  const row = await db().subscription.findUniqueOrThrow({ where: { id: subscriptionId } })
  expect(row).toMatchObject({ status: "active", trialEndsAt: null })
  // Stripe's page for one payment would hide a trial that the shop had promised.
  expect(await db().planCheckout.findMany()).toMatchObject([{ trialDays: 0 }])
})

it("R28: whoever has paid before, be it nothing, gets no trial, and can subscribe", async () => {
  const { email } = await makePaidOrder({
    products: [await makeProduct({ editions: [{ amount: 0 }] })],
  })
  const { customerId } = await signedIn(email)
  await pay(await pageFor(customerId, await sellPlan({ trialDays: 7 })))
  await paid(1)
  const row = await waitUntil(() => db().subscription.findFirst(), "the subscription")
  expect((await mirrored(row.stripeSubscriptionId, { status: "active" })).trialEndsAt).toBeNull()
  expect(await db().invoice.findFirst()).toMatchObject({ amountPaid: 900 })
})

it("R29: whoever had a subscription, in whatever family, gets no trial of another", async () => {
  const { stripeId } = await subscribes(await sellPlan())
  await fetch(`${sandbox.url}/v1/subscriptions/${stripeId}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` },
  })
  await mirrored(stripeId, { status: "canceled" })
  // Only the subscription stands in the way, not what was paid for it.
  await db().invoicePayment.deleteMany()
  await db().invoice.deleteMany()
  const again = await subscribes(await sellPlan({ trialDays: 7 }))
  expect(await mirrored(again.stripeId, {})).toMatchObject({ status: "active", trialEndsAt: null })
})

it("B68: a trial's end is told once three days before, and never to who is cancelling", async () => {
  const plan = await sellPlan({ trialDays: 14 })
  const stays = await subscribes(plan, { email: "ada@example.com" })
  const leaves = await subscribes(plan, { email: "bea@example.com", card: cards.failsWhenCharged })
  await callStripe(sandbox.url, `subscriptions/${leaves.stripeId}`, {
    cancel_at_period_end: "true",
  })
  await waitUntil(
    () => db().subscription.findFirst({ where: { cancelAt: { not: null } } }),
    "the cancellation",
  )
  const told = () => db().mail.findMany({ where: { kind: "trial_ending" } })
  await time.pass({ days: 10, hours: 20 })
  await remindSubscribers()
  expect(await told()).toEqual([])
  await time.pass({ hours: 5 })
  await remindSubscribers()
  await remindSubscribers()
  const { trialEndsAt } = await mirrored(stays.stripeId, { status: "trialing" })
  expect(await told()).toMatchObject([
    {
      recipient: "ada@example.com",
      subject: `${stays.subscriptionId}/${trialEndsAt?.toISOString()}`,
    },
  ])
})

it("D10: a yearly charge is told once, in the days before it, and a monthly one is not", async () => {
  const year = { period: { unit: "year", count: 1 } } as const
  const { stripeId, subscriptionId } = await subscribes(await sellPlan(year))
  const monthly = await subscribes(await sellPlan(), { email: "bea@example.com" })
  const told = () => db().mail.findMany({ where: { kind: "renewal_reminder" } })
  await time.settings({ reminderDays: 7 })
  await time.pass({ months: 11, days: 15 })
  await remindSubscribers()
  expect(await told()).toEqual([])
  await time.pass({ days: 10 })
  await waitUntil(
    () =>
      db().subscriptionItem.findFirst({
        where: { subscriptionId: monthly.subscriptionId, periodEndsAt: { gt: now() } },
      }),
    "the month that runs",
  )
  await remindSubscribers()
  await remindSubscribers()
  const [mail, ...more] = await told()
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(new RegExp(`^${subscriptionId}/`))
  await mirrored(stripeId, { status: "active" })
  expect(await opens((await signedIn("ada@example.com")).customerId, now())).toEqual(["action"])
})
