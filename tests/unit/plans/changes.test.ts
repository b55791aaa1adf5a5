import { describe, expect, it } from "vitest"
import { changeOf, type HeldPlan, wantedPlans } from "@/lib/plans/rules/plan-changes"
import { planState } from "@/lib/plans/rules/plan-state"
import { shownPrices } from "@/lib/plans/rules/shown-prices"
import type { Terms } from "@/lib/plans/rules/terms"

const month: Terms = {
  amount: 900,
  currency: "usd",
  period: { unit: "month", count: 1 },
  trialDays: null,
  intro: null,
  duration: null,
}
const year: Terms = { ...month, amount: 9000, period: { unit: "year", count: 1 } }

function held(more: Partial<HeldPlan> = {}): HeldPlan {
  return {
    id: "p1",
    slug: "good",
    title: "Good",
    summary: "",
    version: 1,
    tier: 1,
    features: [],
    groups: ["drama"],
    metadata: {},
    isBought: true,
    prices: [{ ...month, id: "month" }],
    ...more,
  }
}

describe("what an edit of a plan does", () => {
  it.each([
    ["its price", { prices: [{ ...month, amount: 1000 }] }, "prices"],
    ["its trial", { prices: [{ ...month, trialDays: 7 }] }, "prices"],
    ["its introduction", { prices: [{ ...month, intro: { amount: 1, cycles: 1 } }] }, "prices"],
    [
      "its end",
      { prices: [{ ...month, duration: { unit: "year", count: 1 } as const }] },
      "prices",
    ],
    ["its groups", { groups: ["drama", "western"] }, "groups"],
    ["its features", { features: ["extras"] }, "features"],
    ["its tier", { tier: 2 }, "tier"],
  ])("R58: of a bought plan %s makes a new version", (_, more, field) => {
    const wanted = { ...held(), ...more }
    expect(changeOf(held(), wanted)).toMatchObject({
      outcome: "version",
      fields: [field],
      archived: [],
    })
    expect(changeOf(held(), wanted).prices.every(({ id }) => id === null)).toBe(true)
    expect(changeOf(held({ isBought: false }), wanted)).toMatchObject({ outcome: "edited" })
  })

  it.each([
    ["its title", { title: "Better" }, "title"],
    ["its summary", { summary: "For all" }, "summary"],
    ["what providers call it", { metadata: { apple_in_app: "x" } }, "metadata"],
    ["a price more", { prices: [month, year] }, "prices"],
    ["a price less", { prices: [] }, "prices"],
  ])("R58: of a bought plan %s is changed in its place", (_, more, field) => {
    expect(changeOf(held(), { ...held(), ...more })).toMatchObject({
      outcome: "edited",
      fields: [field],
    })
  })

  it("R18: a price of an unbought plan that changes leaves the shelf for another one", () => {
    const change = changeOf(held({ isBought: false }), {
      ...held(),
      prices: [{ ...month, amount: 800 }, year],
    })
    expect(change.archived).toEqual(["month"])
    expect(change.prices.map(({ id }) => id)).toEqual([null, null])
  })

  it("changes nothing that is the same, in whatever order", () => {
    const before = held({ groups: ["a", "b"], metadata: { x: "1", y: "2" } })
    const same = { ...before, groups: ["b", "a"], metadata: { y: "2", x: "1" } }
    expect(changeOf(before, same)).toMatchObject({ outcome: "unchanged", fields: [] })
    expect(changeOf(null, same)).toMatchObject({ outcome: "created" })
  })

  it("R15: a higher tier has what the lower ones have, also where it is not named", () => {
    const best = held({ slug: "best", tier: 3, groups: ["drama", "horror"], features: ["extras"] })
    const plans = wantedPlans(
      [{ slug: "good", title: "Good", groups: ["drama", "western"], tier: 1 }],
      [held(), best],
    )
    expect(plans.map(({ slug, groups }) => [slug, groups.toSorted()])).toEqual([
      ["good", ["drama", "western"]],
      ["best", ["drama", "horror", "western"]],
    ])
    expect(plans[1]?.features).toEqual(["extras"])
  })

  it("leaves what a document does not say as it is", () => {
    const before = held({ summary: "For all", features: ["extras"], metadata: { a: "b" } })
    const [plan] = wantedPlans([{ slug: "good", title: "Good" }], [before])
    expect(changeOf(before, plan ?? held()).outcome).toBe("unchanged")
  })
})

describe("what a plan is to a visitor", () => {
  const plan = (slug: string, tier: number) => ({ slug, title: slug, tier })
  it.each([
    ["good", 1, null, "open"],
    ["better", 2, plan("better", 2), "yours"],
    ["good", 1, plan("better", 2), "included"],
    ["best", 3, plan("better", 2), "higher"],
    ["twin", 2, plan("better", 2), "other"],
  ])("R40: %s of tier %i", (slug, tier, own, state) => {
    expect(planState(plan(slug, tier), own)).toBe(state)
  })

  it("its prices are shown in the chosen currency, else in that of the first", () => {
    const prices = ["usd", "eur", "usd"].map((currency, position) => ({ currency, position }))
    const places = (chosen: string | null) =>
      shownPrices(prices, chosen).map(({ position }) => position)
    expect([places(null), places("eur"), places("jpy")]).toEqual([[0, 2], [1], [0, 2]])
  })
})
