import { expect, it } from "vitest"
import { GET } from "@/app/api/plans/route"
import { COMMAND_LINE } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { retirePlan } from "@/lib/plans/retire-plan"
import { savePlans } from "@/lib/plans/save-plans"
import { club, onSale, plan, save } from "@/tests/support/plan-documents"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { chooses, opens, subscribes } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const month = (amount: string, more: object = {}) => ({
  period: "month",
  amount,
  currency: "USD",
  ...more,
})
const outcomes = (plans: { slug: string; version: number; outcome: string }[]) =>
  plans.map(({ slug, version, outcome }) => `${slug} ${version} ${outcome}`)

it("R15, R18: families, plans and prices become what a document says, here and at Stripe", async () => {
  const saved = await save(
    club(
      plan("good", { features: ["extras"] }),
      plan("better", {
        groups: ["western"],
        metadata: { apple_in_app: "club.better" },
        prices: [
          month("12.00", { trialDays: 7, intro: { amount: "2.00", cycles: 2 } }),
          { period: "year", amount: "120.00", currency: "USD", duration: "2 years" },
        ],
      }),
    ),
  )
  expect(outcomes(saved)).toEqual(["good 1 created", "better 1 created"])
  const better = await db().plan.findFirstOrThrow({
    where: { slug: "better" },
    include: { prices: { orderBy: { position: "asc" } } },
  })
  expect(better).toMatchObject({
    tier: 2,
    groups: ["drama", "western"],
    features: ["extras"],
    metadata: { apple_in_app: "club.better" },
    prices: [
      { amount: 1200, periodUnit: "month", trialDays: 7, introAmount: 200, introCycles: 2 },
      { amount: 12_000, periodUnit: "year", durationUnit: "year", durationCount: 2 },
    ],
  })
  const products = await listStripe(sandbox.url, "products")
  expect(products).toHaveLength(2)
  expect(products.find(({ id }) => id === better.stripeProductId)).toMatchObject({
    name: "The plan better",
    metadata: { groups: "drama,western", features: "extras", plan: "better", version: "1" },
  })
  expect(await listStripe(sandbox.url, "prices")).toHaveLength(3)
  expect(better.prices.map((price) => price.stripePriceId)).not.toContain(null)
  expect(await db().stripeProduct.findMany({ orderBy: { name: "asc" } })).toMatchObject([
    { name: "The plan better", groups: ["drama", "western"], features: ["extras"] },
    { name: "The plan good", groups: ["drama"] },
  ])
  expect(await db().stripePrice.count({ where: { isActive: true } })).toBe(3)
})

it("is safe to run again, and leaves what a document does not name", async () => {
  const document = club(plan("good"), plan("better"))
  await save(document)
  const before = await db().planPrice.findMany({ orderBy: { id: "asc" } })
  expect(outcomes(await save(document))).toEqual(["good 1 unchanged", "better 1 unchanged"])
  await save({ families: [{ slug: "other", title: "Other", plans: [plan("solo")] }] })
  expect(outcomes(await save(club({ slug: "good", title: "Good" })))).toEqual([
    "good 1 edited",
    "better 1 unchanged",
  ])
  expect(
    await db().planPrice.findMany({
      where: { plan: { family: { slug: "club" } } },
      orderBy: { id: "asc" },
    }),
  ).toEqual(before)
  expect(await listStripe(sandbox.url, "prices")).toHaveLength(3)
})

it("R58: a plan that nobody has is edited in its place, its product and price at Stripe as well", async () => {
  await save(club(plan("good"), plan("better", { groups: ["western"] })))
  const before = await onSale("good")
  expect(
    outcomes(await save(club(plan("good", { groups: ["horror"], prices: [month("8.00")] })))),
  ).toEqual(["good 1 edited", "better 1 edited"])
  const after = await onSale("good")
  expect(after).toMatchObject({ id: before.id, groups: ["horror"] })
  expect(after.priceId).not.toBe(before.priceId)
  const products = await listStripe(sandbox.url, "products")
  expect(products).toHaveLength(2)
  expect(products.map(({ metadata }) => metadata)).toContainEqual(
    expect.objectContaining({ plan: "good", groups: "horror" }),
  )
  const prices = await listStripe(sandbox.url, "prices", { active: "true" })
  expect(prices.map((price) => Number(price.unit_amount)).toSorted((a, b) => a - b)).toEqual([
    800, 900,
  ])
  expect(await db().stripePrice.count({ where: { isActive: true } })).toBe(2)
})

it("R58: an edit of a plan that somebody has makes a new version, and they keep theirs", async () => {
  await save(club(plan("good")))
  const old = await onSale("good")
  const { customerId, subscriptionId } = await subscribes(old)
  const saved = await save(club(plan("good", { groups: ["western"], prices: [month("11.00")] })))
  expect(outcomes(saved)).toEqual(["good 2 version"])
  const versions = await db().plan.findMany({
    orderBy: { version: "asc" },
    include: { prices: true },
  })
  expect(versions).toMatchObject([
    { id: old.id, groups: ["drama"], retiredAt: expect.any(Date), prices: [{ amount: 900 }] },
    { version: 2, groups: ["western"], retiredAt: null, prices: [{ amount: 1100 }] },
  ])
  expect(versions[0]?.stripeProductId).not.toBe(versions[1]?.stripeProductId)
  expect(await opens(customerId, now())).toEqual(["drama"])
  const { planPriceId } = await db().subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
  })
  expect(planPriceId).toBe(old.priceId)
  // The old version can't be chosen any more, and the new one stands in its family's way as before.
  const other = await signedIn("bea@example.com")
  expect(await chooses(other.customerId, old)).toEqual({ outcome: "not-found" })
  expect(await chooses(customerId, await onSale("good"))).toEqual({ outcome: "owned" })
  // Titles are edited in their place.
  expect(outcomes(await save(club({ slug: "good", title: "Best" })))).toEqual(["good 2 edited"])
})

it("R58: a page at Stripe that is still open keeps what it promised", async () => {
  await save(club(plan("good")))
  const { customerId } = await signedIn()
  await chooses(customerId, await onSale("good"))
  expect(outcomes(await save(club(plan("good", { prices: [month("11.00")] }))))).toEqual([
    "good 2 version",
  ])
})

it("R18: a retired plan stays for those who have it, and its version is never used again", async () => {
  await save(club(plan("good"), plan("better")))
  const { customerId } = await subscribes(await onSale("good"))
  expect(await retirePlan("good", COMMAND_LINE)).toMatchObject({ version: 1 })
  await expect(retirePlan("good", COMMAND_LINE)).rejects.toMatchObject({ code: "not-found" })
  expect(await opens(customerId, now())).toEqual(["drama"])
  expect(outcomes(await save(club(plan("good"))))).toEqual(["good 2 created", "better 1 unchanged"])
  const ids = await db().plan.findMany({ where: { slug: "good" }, select: { id: true } })
  expect(new Set(ids.map(({ id }) => id)).size).toBe(2)
})

it("writes nothing of a document with a fault", async () => {
  await save({ families: [{ slug: "other", title: "Other", plans: [plan("solo")] }] })
  const refused = await savePlans(club(plan("good"), plan("solo"), { slug: "new", title: "New" }))
  expect(refused).toEqual({
    outcome: "refused",
    faults: [
      { place: "families[0].plans[1].slug", message: expect.stringContaining("family other") },
      { place: "families[0].plans[2].prices", message: expect.stringContaining("missing") },
    ],
  })
  expect(await db().planFamily.findMany({ select: { slug: true } })).toEqual([{ slug: "other" }])
})

it("with Stripe silent the plans are saved, and the same command does what is left", async () => {
  const document = club(plan("good"), plan("better", { groups: ["western"] }))
  await sandbox.control("api", { mode: "error" })
  await expect(save(document)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("Run the same command again"),
  })
  expect(await db().plan.count({ where: { stripeProductId: null } })).toBe(2)
  await sandbox.control("api", { mode: "ok" })
  expect(outcomes(await save(document))).toEqual(["good 1 unchanged", "better 1 unchanged"])
  expect(await listStripe(sandbox.url, "products")).toHaveLength(2)
  expect(await listStripe(sandbox.url, "prices")).toHaveLength(2)
  // An edit while Stripe is silent is told with the next run as well.
  await sandbox.control("api", { mode: "reset" })
  await expect(save(club(plan("good", { groups: ["horror"] })))).rejects.toThrow(
    /saved in the shop/,
  )
  await sandbox.control("api", { mode: "ok" })
  await save(club(plan("good", { groups: ["horror"] })))
  const products = await listStripe(sandbox.url, "products")
  const groups = products.map(({ metadata }) => String(Reflect.get(Object(metadata), "groups")))
  expect(new Set(groups)).toEqual(new Set(["horror", "horror,drama,western"]))
  expect(groups).toHaveLength(2)
})

it("R37: GET /api/plans gives the plans on sale, with what providers call them, to any site", async () => {
  await save(club(plan("good", { metadata: { apple_in_app: "club.good" } }), plan("better")))
  await retirePlan("better", COMMAND_LINE)
  const answer = await GET()
  expect(answer.headers.get("access-control-allow-origin")).toBe("*")
  expect(answer.headers.get("cache-control")).toBe("public, max-age=60")
  const { families } = await answer.json()
  const good = await onSale("good")
  expect(families).toEqual([
    {
      id: good.familyId,
      slug: "club",
      title: "Club",
      summary: "",
      plans: [
        {
          id: good.id,
          slug: "good",
          version: 1,
          title: "The plan good",
          summary: "",
          tier: 1,
          features: [],
          groups: ["drama"],
          metadata: { apple_in_app: "club.good" },
          stripeProductId: expect.stringMatching(/^prod_/),
          prices: [
            {
              id: good.priceId,
              position: 0,
              amount: 900,
              currency: "usd",
              period: { unit: "month", count: 1 },
              trialDays: null,
              intro: null,
              duration: null,
              stripePriceId: expect.stringMatching(/^price_/),
            },
          ],
        },
      ],
    },
  ])
})
