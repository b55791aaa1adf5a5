import { expect, it } from "vitest"
import { COMMAND_LINE } from "@/lib/audit/store"
import { openSession } from "@/lib/auth/open-session"
import { now, plusSeconds } from "@/lib/clock"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { chooseDefaultPlan } from "@/lib/plans/choose-default-plan"
import { retirePlan } from "@/lib/plans/retire-plan"
import { cancelStripeSubscription } from "@/lib/stripe/billing-changes"
import { hasFeature } from "@/lib/subscriptions/has-feature"
import { club, onSale, plan, save } from "@/tests/support/plan-documents"
import { startSelling } from "@/tests/support/selling"
import { opens, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const visit = { origin: "http://localhost:3000", userAgent: "Firefox", network: "192.0.2.0" }

async function saveBasics(...plans: object[]): Promise<void> {
  await save({ families: [{ slug: "basics", title: "Basics", plans }] })
}

async function signsUp(email: string): Promise<string> {
  await openSession(email, visit, null)
  return (await db().customer.findUniqueOrThrow({ where: { email } })).id
}

/** What a customer has by the default plan, in order. */
async function byDefault(customerId: string) {
  return db().entitlement.findMany({
    where: { customerId, source: "default_plan", revokedAt: null },
    orderBy: [{ groupName: "asc" }, { startsAt: "asc" }],
    select: { groupName: true, startsAt: true, endsAt: true },
  })
}

it("R21: whoever is new has the default plan from their first sign-in on", async () => {
  await saveBasics(plan("basic", { groups: ["news"], features: ["comments"] }))
  await chooseDefaultPlan("basic", COMMAND_LINE)
  const customerId = await signsUp("new@example.com")
  expect(await opens(customerId, new Date())).toEqual(["news"])
  expect(await opens(customerId, new Date("2099-01-01"))).toEqual(["news"])
  expect(await hasFeature(customerId, "comments", now())).toBe(true)
  await signsUp("new@example.com")
  expect(await byDefault(customerId)).toHaveLength(1)
})

it("R21: a paid subscription pushes it out, and where that ends it resumes with no gap or overlap", async () => {
  await saveBasics(plan("basic", { groups: ["news"], features: ["comments"] }))
  await chooseDefaultPlan("basic", COMMAND_LINE)
  await save(club(plan("good", { groups: ["drama"], features: ["extras"] })))
  // Stripe counts in seconds: the default plan began well before.
  await db().defaultPlanPeriod.updateMany({ data: { startsAt: plusSeconds(new Date(), -3600) } })
  const early = await signsUp("early@example.com")
  const createdAt = plusSeconds(new Date(), -1800)
  await db().customer.update({ where: { id: early }, data: { createdAt } })
  const { customerId, stripeId } = await subscribes(await onSale("good"), {
    email: "early@example.com",
  })
  const paid = await db().entitlement.findFirstOrThrow({
    where: { customerId, source: "subscription" },
  })
  const [before, after, ...more] = await byDefault(customerId)
  expect(more).toEqual([])
  expect(before).toMatchObject({ startsAt: createdAt, endsAt: paid.startsAt })
  expect(after).toMatchObject({ startsAt: paid.endsAt, endsAt: null })
  expect(await opens(customerId, new Date())).toEqual(["drama"])
  expect([
    await hasFeature(customerId, "extras", now()),
    await hasFeature(customerId, "comments", now()),
  ]).toEqual([true, false])
  // It ends at once, an hour later: the default plan is there from that very moment on.
  await timeOf(sandbox).pass({ hours: 1 })
  await cancelStripeSubscription(stripeId)
  const { endedAt } = await waitUntil(
    () => db().subscription.findFirst({ where: { customerId, status: "canceled" } }),
    "the end of the subscription",
  )
  await waitUntil(
    async () => (await byDefault(customerId)).at(-1)?.startsAt.getTime() === endedAt?.getTime(),
    "the default plan to resume at that moment",
  )
  expect(await opens(customerId, plusSeconds(endedAt ?? new Date(0), -1))).toEqual(["drama"])
  expect(await opens(customerId, endedAt ?? new Date(0))).toEqual(["news"])
})

it("R22: another default plan ends the one before now and begins now, also what was to come", async () => {
  await saveBasics(plan("basic", { groups: ["news"] }), plan("plus", { groups: ["sport"] }))
  await chooseDefaultPlan("basic", COMMAND_LINE)
  const idle = await signsUp("idle@example.com")
  await save(club(plan("good", { groups: ["drama"] })))
  const { customerId: busy } = await subscribes(await onSale("good"), { email: "busy@example.com" })
  expect((await byDefault(busy)).at(-1)).toMatchObject({ groupName: "news", endsAt: null })

  const chosen = await chooseDefaultPlan("plus", COMMAND_LINE)
  expect(chosen).toMatchObject({ customers: 2 })
  const { startsAt } = await db().defaultPlanPeriod.findFirstOrThrow({ where: { endsAt: null } })
  const ofIdle = await byDefault(idle)
  expect(ofIdle).toMatchObject([
    { groupName: "news", endsAt: startsAt },
    // "plus" is the higher tier: it has what "basic" has.
    { groupName: "news", startsAt, endsAt: null },
    { groupName: "sport", startsAt, endsAt: null },
  ])
  const paid = await db().entitlement.findFirstOrThrow({
    where: { customerId: busy, source: "subscription" },
  })
  expect((await byDefault(busy)).filter(({ endsAt }) => endsAt === null)).toMatchObject([
    { groupName: "news", startsAt: paid.endsAt },
    { groupName: "sport", startsAt: paid.endsAt },
  ])
  // Safe to run again.
  expect(await chooseDefaultPlan("plus", COMMAND_LINE)).toMatchObject({ changed: 0 })
  expect(await byDefault(idle)).toEqual(ofIdle)
})

it("R22: without a default plan what runs ends now, and what was to come is gone", async () => {
  await saveBasics(plan("basic", { groups: ["news"] }))
  await chooseDefaultPlan("basic", COMMAND_LINE)
  const idle = await signsUp("idle@example.com")
  await save(club(plan("good", { groups: ["drama"] })))
  const { customerId: busy } = await subscribes(await onSale("good"), { email: "busy@example.com" })
  await chooseDefaultPlan(null, COMMAND_LINE)
  expect(await opens(idle, plusSeconds(new Date(), 1))).toEqual([])
  for (const { endsAt } of [...(await byDefault(idle)), ...(await byDefault(busy))])
    expect(endsAt?.getTime()).toBeLessThanOrEqual(Date.now())
  expect(await opens(busy, new Date("2099-01-01"))).toEqual([])
})

it("R22: an unknown plan is refused, and the default plan can't be retired", async () => {
  await saveBasics(plan("basic"))
  await expect(chooseDefaultPlan("nonsense", COMMAND_LINE)).rejects.toMatchObject({
    code: "not-found",
  })
  await chooseDefaultPlan("basic", COMMAND_LINE)
  await expect(retirePlan("basic", COMMAND_LINE)).rejects.toMatchObject({ code: "conflict" })
  await chooseDefaultPlan(null, COMMAND_LINE)
  await retirePlan("basic", COMMAND_LINE)
  await expect(chooseDefaultPlan("basic", COMMAND_LINE)).rejects.toMatchObject({
    code: "not-found",
  })
})

it("R22: several at once leave one default plan and nothing doubled", async () => {
  await saveBasics(plan("basic", { groups: ["news"] }), plan("plus", { groups: ["sport"] }))
  const ids = await Promise.all(
    ["a", "b", "c"].map((name) => saveCustomer({ email: `${name}@example.com` })),
  )
  await Promise.all(
    ["basic", "plus", "basic", "plus"].map((slug) => chooseDefaultPlan(slug, COMMAND_LINE)),
  )
  const last = await db().defaultPlanPeriod.findMany({
    where: { endsAt: null },
    include: { plan: true },
  })
  expect(last).toHaveLength(1)
  await chooseDefaultPlan(last[0]?.plan.slug ?? "", COMMAND_LINE)
  for (const id of ids) {
    const open = (await byDefault(id)).filter(({ endsAt }) => endsAt === null)
    expect(open.map(({ groupName }) => groupName)).toEqual(last[0]?.plan.groups.toSorted())
  }
})
