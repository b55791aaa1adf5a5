import { describe, expect, it } from "vitest"
import { checkDocument } from "@/lib/plans/document/check-document"
import { filmClub } from "@/prisma/seed/plans/film-club"

const price = { period: "month", amount: "9.00", currency: "USD" }
const plan = { slug: "good", title: "Good", groups: ["drama"], prices: [price] }

function check(plans: unknown[]) {
  return checkDocument({ families: [{ slug: "club", title: "Club", plans }] })
}
function faults(...plans: unknown[]) {
  const checked = check(plans)
  return checked.ok ? [] : checked.faults.map(({ place, message }) => `${place}: ${message}`)
}
function terms(more: object, ofPlan: object = {}) {
  const checked = check([{ ...plan, ...ofPlan, prices: [{ ...price, ...more }] }])
  return checked.ok ? checked.families[0]?.plans[0]?.prices?.[0] : checked.faults
}

describe("a document of plans", () => {
  it.each([
    ["day", { unit: "day", count: 1 }],
    ["week", { unit: "week", count: 1 }],
    ["month", { unit: "month", count: 1 }],
    ["3 months", { unit: "month", count: 3 }],
    ["2 Weeks", { unit: "week", count: 2 }],
    ["year", { unit: "year", count: 1 }],
    ["once", null],
  ])("D8, R4: is charged every %s", (period, read) => {
    expect(terms({ period })).toMatchObject({ period: read, amount: 900, currency: "usd" })
  })

  it("R18, R24: holds a trial, an introduction and a duration; a price's own win over the plan's", () => {
    const common = { trialDays: 14, duration: "1 year" }
    expect(terms({}, common)).toMatchObject({ trialDays: 14, duration: { unit: "year", count: 1 } })
    expect(
      terms({ trialDays: 0, duration: "6 months", intro: { amount: "1.00", cycles: 3 } }, common),
    ).toEqual({
      amount: 900,
      currency: "usd",
      period: { unit: "month", count: 1 },
      trialDays: 0,
      intro: { amount: 100, cycles: 3 },
      duration: { unit: "month", count: 6 },
    })
    expect(terms({})).toMatchObject({ trialDays: null, intro: null, duration: null })
  })

  it.each([
    [{ period: "fortnight" }, '.period: "fortnight" is no period: write month, 3 months'],
    [{ period: "4 years" }, ".period: Stripe charges every 3 years at the latest"],
    [{ amount: 9 }, '.amount: Write a text: "…".'],
    [{ amount: "9,00" }, '.amount: Write a decimal number in quotes: "9.00".'],
    [{ amount: "9.999" }, ".amount: USD has 2 decimals at most"],
    [{ amount: "9.5", currency: "JPY" }, ".amount: JPY has no decimals"],
    [{ currency: "ABC" }, ".amount: ABC is no currency"],
    [{ trialDays: -1 }, ".trialDays: Write a number from 0 to 730"],
    [{ trialDays: 1.5 }, ".trialDays: Write a whole number"],
    [{ intro: { amount: "9.00", cycles: 1 } }, ".intro.amount: An introduction costs less"],
    [{ period: "week", intro: { amount: "1.00", cycles: 2 } }, ".intro.cycles: Of days and weeks"],
    [{ period: "once", intro: { amount: "1.00", cycles: 1 } }, ".intro: What is charged once"],
    [{ period: "once", trialDays: 7 }, ".trialDays: What is charged once has no trial"],
    [{ period: "3 months", duration: "4 months" }, ".duration: Let it last a whole number"],
    [{ duration: "soon" }, '.duration: "soon" is no length of time'],
    [{ trail: 3 }, ": trail: there is no such field here"],
  ])("says where a price is wrong, and what to do: %o", (more, said) => {
    const [fault, ...others] = faults({ ...plan, prices: [{ ...price, ...more }] })
    expect(fault).toContain(`families[0].plans[0].prices[0]${said}`)
    expect(others).toEqual([])
  })

  it("names every fault at once", () => {
    expect(
      faults(
        { ...plan, prices: [price, { ...price, amount: "8.00" }] },
        { ...plan, prices: [{ ...price, period: "never" }] },
      ),
    ).toEqual([
      expect.stringContaining("families[0].plans[0].prices[1]: families[0].plans[0].prices[0] has"),
      expect.stringContaining("families[0].plans[1].slug: families[0].plans[0] has this slug"),
      expect.stringContaining('families[0].plans[1].prices[0].period: "never" is no period'),
    ])
  })

  it.each([
    [null, "the document: Write an object that names families"],
    [
      { families: [{ slug: "club", title: "Club", plans: [] }] },
      "families[0].plans: Name one plan",
    ],
    [{ families: [{ slug: "A b", title: "", plans: [plan] }] }, "families[0].slug: Write small"],
  ])("is refused where it is none: %o", (document, said) => {
    const checked = checkDocument(document)
    expect(
      checked.ok ? [] : checked.faults.map((one) => `${one.place}: ${one.message}`)[0],
    ).toContain(said)
  })

  it("R37: keeps what other providers call a plan", () => {
    const checked = check([{ ...plan, metadata: { apple_in_app: "club.good" } }])
    expect(checked.ok && checked.families[0]?.plans[0]?.metadata).toEqual({
      apple_in_app: "club.good",
    })
    expect(faults({ ...plan, metadata: { "apple in app": "x" } })[0]).toContain(
      "Name a provider with letters, digits and _",
    )
  })

  it("the demonstration's is one, and its dearest rent is below its cheapest month", () => {
    const checked = checkDocument(filmClub)
    const months = (checked.ok ? checked.families : [])
      .flatMap(({ plans }) => plans.flatMap(({ prices = [] }) => prices))
      .filter(({ period }) => period?.unit === "month")
    expect(months).toHaveLength(9)
    const cheapest = (code: string) =>
      Math.min(...months.flatMap(({ currency, amount }) => (currency === code ? [amount] : [])))
    expect([cheapest("usd") > 599, cheapest("eur") > 549, cheapest("jpy") > 850]).toEqual([
      true,
      true,
      true,
    ])
  })
})
