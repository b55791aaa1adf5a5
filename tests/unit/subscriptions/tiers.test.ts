import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  changeKind,
  featuresOf,
  groupsOf,
  type TierPlan,
  type TierPrice,
} from "@/lib/subscriptions/rules/tiers"

const good: TierPlan = {
  slug: "good",
  family: "films",
  tier: 1,
  features: ["hd", "phone"],
  groups: ["classics"],
}
const better = { ...good, slug: "better", tier: 2, features: ["tv", "hd"], groups: ["new"] }
const best = { ...good, slug: "best", tier: 3, features: ["4k"], groups: ["classics", "early"] }
const other = {
  ...good,
  slug: "press",
  family: "books",
  tier: 0,
  features: ["print"],
  groups: ["ink"],
}
const twin = { ...good, slug: "also", features: ["radio"], groups: ["live"] }
const plans = [best, other, good, better]

describe("what a tier holds", () => {
  it.each([
    ["the lowest holds its own", good, ["hd", "phone"], ["classics"]],
    ["a higher one adds to it", better, ["hd", "phone", "tv"], ["classics", "new"]],
    ["the highest holds all", best, ["hd", "phone", "tv", "4k"], ["classics", "new", "early"]],
    ["another family holds nothing of it", other, ["print"], ["ink"]],
  ])("R15: %s", (_what, plan, features, groups) => {
    expect(featuresOf(plan, plans)).toEqual(features)
    expect(groupsOf(plan, plans)).toEqual(groups)
  })

  it("R15: it needs no list to hold its own, and a plan beside it adds nothing", () => {
    expect(featuresOf(good, [])).toEqual(["hd", "phone"])
    expect(featuresOf(good, [good, twin])).toEqual(["hd", "phone"])
  })

  it("R15: two plans below stand in one order, however they are listed", () => {
    const all = ["radio", "hd", "phone", "tv"]
    expect(featuresOf(better, [good, twin])).toEqual(all)
    expect(featuresOf(better, [twin, good])).toEqual(all)
  })
})

const price: TierPrice = {
  tier: 1,
  amount: 900,
  period: { unit: "month", count: 1 },
  currency: "usd",
}
const year = { unit: "year", count: 1 } as const

const prices = fc.record({
  tier: fc.integer({ min: 0, max: 2 }),
  amount: fc.oneof(fc.constantFrom(0, 900, 10_800), fc.nat()),
  period: fc.record({
    unit: fc.constantFrom("day", "week", "month", "year"),
    count: fc.constantFrom(1, 2, 7, 12),
  }),
  currency: fc.constant("usd"),
})

describe("the kind of a change", () => {
  it.each<[what: string, change: Partial<TierPrice>, ReturnType<typeof changeKind>]>([
    ["nothing changes", {}, "same"],
    ["a higher tier", { tier: 2 }, "upgrade"],
    ["a higher tier that costs less", { tier: 2, amount: 100 }, "upgrade"],
    ["a lower tier", { tier: 0 }, "downgrade"],
    ["a lower tier that costs more", { tier: 0, amount: 9000 }, "downgrade"],
    ["more money", { amount: 901 }, "upgrade"],
    ["less money", { amount: 899 }, "downgrade"],
    ["a year at a discount", { period: year, amount: 9000 }, "upgrade"],
    ["a year at the same cost", { period: year, amount: 10_800 }, "upgrade"],
    ["a year for a cent more", { period: year, amount: 10_801 }, "upgrade"],
    ["a year for a cent less", { period: year, amount: 10_799 }, "upgrade"],
    [
      "twelve months named otherwise",
      { period: { unit: "month", count: 12 }, amount: 10_800 },
      "upgrade",
    ],
    [
      "a shorter period at the same cost",
      { period: { unit: "week", count: 1 }, amount: 0 },
      "downgrade",
    ],
    ["four weeks are less than a month", { period: { unit: "week", count: 4 } }, "downgrade"],
    ["thirty-one days are more than a month", { period: { unit: "day", count: 31 } }, "upgrade"],
    ["another currency", { currency: "eur" }, "other-currency"],
    ["another currency at a higher tier", { currency: "eur", tier: 2 }, "other-currency"],
  ])("R15: %s", (_what, change, kind) => {
    const from = change.amount === 0 ? { ...price, amount: 0 } : price
    expect(changeKind(from, { ...price, ...change })).toBe(kind)
  })

  it("R15: a year and twelve months are the same length", () => {
    const months = { ...price, period: { unit: "month", count: 12 } } as const
    expect(changeKind(months, { ...price, period: year })).toBe("same")
  })

  it("R15: one minor unit counts where floats would lose it", () => {
    const dear = { ...price, amount: Number.MAX_SAFE_INTEGER - 1 }
    expect(changeKind(dear, { ...dear, amount: Number.MAX_SAFE_INTEGER })).toBe("upgrade")
  })

  it("R15: back is the opposite, and changes put prices in one order", () => {
    const opposite = {
      upgrade: "downgrade",
      downgrade: "upgrade",
      same: "same",
      "other-currency": "",
    }
    fc.assert(
      fc.property(prices, prices, prices, (a, b, c) => {
        expect(changeKind(b, a)).toBe(opposite[changeKind(a, b)])
        if (changeKind(a, b) === "upgrade" && changeKind(b, c) === "upgrade")
          expect(changeKind(a, c)).toBe("upgrade")
        if (changeKind(a, b) === "same") expect(changeKind(a, c)).toBe(changeKind(b, c))
      }),
    )
  })
})
