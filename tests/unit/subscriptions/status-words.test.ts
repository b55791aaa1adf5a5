import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type SubscriptionView, statusInWords } from "@/lib/subscriptions/rules/status-words"

const now = new Date("2026-04-20T12:00:00Z")
const march = new Date("2026-03-03T12:00:00Z")
const april = new Date("2026-04-18T12:00:00Z")
const may = new Date("2026-05-03T12:00:00Z")
const grace = new Date("2026-05-10T12:00:00Z")
const august = new Date("2026-08-03T12:00:00Z")

const view: SubscriptionView = {
  status: "active",
  cancelAt: null,
  pausedAt: null,
  resumesAt: null,
  trialEndsAt: null,
  periodEndsAt: may,
  graceEndsAt: null,
  endedAt: null,
  nextAmount: { amount: 900, currency: "usd", period: { unit: "month", count: 1 } },
}

type Status = SubscriptionView["status"]

const cases: [row: string, Status, Partial<SubscriptionView>, words: string][] = [
  [
    "R31",
    "incomplete",
    {},
    "The first payment is not complete. Your subscription starts when it is.",
  ],
  [
    "R31",
    "incomplete_expired",
    {},
    "The first payment was not completed in time. Nothing was charged.",
  ],
  ["R23", "trialing", { trialEndsAt: may }, "Free trial until May 3, 2026. Then $9.00 a month."],
  ["R23", "trialing", { trialEndsAt: may, nextAmount: null }, "Free trial until May 3, 2026."],
  [
    "R56",
    "trialing",
    { trialEndsAt: may, cancelAt: may },
    "Free trial until May 3, 2026. It ends then, and nothing is charged.",
  ],
  [
    "R56",
    "trialing",
    { trialEndsAt: may, cancelAt: august },
    "Free trial until May 3, 2026. Then $9.00 a month. Ends on August 3, 2026.",
  ],
  ["R56", "trialing", { trialEndsAt: may, cancelAt: april }, "Ended on April 18, 2026."],
  [
    "R31",
    "trialing",
    { trialEndsAt: april, graceEndsAt: may },
    "The free trial ended on April 18, 2026. The first payment is on its way. You keep access meanwhile.",
  ],
  [
    "R31",
    "trialing",
    { trialEndsAt: april },
    "The free trial ended on April 18, 2026. The first payment is on its way.",
  ],
  [
    "R31",
    "trialing",
    { trialEndsAt: april, cancelAt: august },
    "The free trial ended on April 18, 2026. The first payment is on its way. Ends on August 3, 2026.",
  ],
  ["R31", "trialing", {}, "Free trial."],
  [
    "B70",
    "trialing",
    { trialEndsAt: may, pausedAt: april, resumesAt: grace },
    "Paused since April 18, 2026; resumes on May 10, 2026.",
  ],
  ["R14", "active", {}, "Renews on May 3, 2026."],
  ["R4", "active", { periodEndsAt: null }, "Active."],
  ["R56", "active", { cancelAt: may }, "Ends on May 3, 2026. You keep access until then."],
  [
    "R56",
    "active",
    { cancelAt: august },
    "Renews on May 3, 2026. Ends on August 3, 2026. You keep access until then.",
  ],
  [
    "R4",
    "active",
    { cancelAt: may, periodEndsAt: null },
    "Ends on May 3, 2026. You keep access until then.",
  ],
  ["R56", "active", { cancelAt: now }, "Ended on April 20, 2026."],
  [
    "R19",
    "active",
    { periodEndsAt: april, graceEndsAt: may },
    "The renewal of April 18, 2026 is on its way. You keep access meanwhile.",
  ],
  [
    "R19",
    "active",
    { periodEndsAt: april, graceEndsAt: now },
    "The renewal of April 18, 2026 is on its way.",
  ],
  [
    "R19",
    "active",
    { periodEndsAt: now, cancelAt: august },
    "The renewal of April 20, 2026 is on its way. Ends on August 3, 2026.",
  ],
  [
    "B70",
    "active",
    { pausedAt: april },
    "Paused since April 18, 2026. Nothing is charged until it resumes.",
  ],
  [
    "B70",
    "active",
    { pausedAt: april, resumesAt: may },
    "Paused since April 18, 2026; resumes on May 3, 2026.",
  ],
  ["B70", "active", { pausedAt: march, resumesAt: now }, "Renews on May 3, 2026."],
  [
    "R20",
    "paused",
    { pausedAt: april },
    "Paused since April 18, 2026. Nothing is charged until it resumes.",
  ],
  [
    "R20",
    "paused",
    { pausedAt: april, resumesAt: may },
    "Paused since April 18, 2026; resumes on May 3, 2026.",
  ],
  [
    "R20",
    "paused",
    { pausedAt: march, resumesAt: april },
    "Paused since March 3, 2026. Nothing is charged until it resumes.",
  ],
  [
    "R20",
    "paused",
    { pausedAt: april, cancelAt: may },
    "Paused since April 18, 2026. Ends on May 3, 2026.",
  ],
  [
    "R20",
    "paused",
    { pausedAt: april, resumesAt: august, cancelAt: may },
    "Paused since April 18, 2026. Ends on May 3, 2026.",
  ],
  [
    "R20",
    "paused",
    { pausedAt: april, resumesAt: may, cancelAt: august },
    "Paused since April 18, 2026; resumes on May 3, 2026. Ends on August 3, 2026.",
  ],
  ["R20", "paused", { pausedAt: march, cancelAt: april }, "Ended on April 18, 2026."],
  ["R20", "paused", {}, "Paused. Nothing is charged until it resumes."],
  [
    "R19",
    "past_due",
    { graceEndsAt: grace },
    "The last payment failed. You keep access until May 10, 2026; please check your card.",
  ],
  [
    "R19",
    "past_due",
    { graceEndsAt: now },
    "The last payment failed, and access ended on April 20, 2026. Please check your card to get it again.",
  ],
  ["R19", "past_due", {}, "The last payment failed. Please check your card to get access again."],
  [
    "R19",
    "past_due",
    { graceEndsAt: grace, cancelAt: may },
    "The last payment failed. You keep access until May 3, 2026, when your subscription ends.",
  ],
  [
    "R19",
    "past_due",
    { graceEndsAt: grace, cancelAt: august },
    "The last payment failed. You keep access until May 10, 2026; please check your card. Ends on August 3, 2026.",
  ],
  [
    "R19",
    "unpaid",
    { graceEndsAt: april },
    "The last payment failed, and access ended on April 18, 2026. Please check your card to get it again.",
  ],
  [
    "R19",
    "unpaid",
    { cancelAt: august },
    "The last payment failed. Please check your card to get access again. Ends on August 3, 2026.",
  ],
  ["R56", "canceled", { endedAt: april, cancelAt: march }, "Ended on April 18, 2026."],
  ["R56", "canceled", { cancelAt: april }, "Ended on April 18, 2026."],
  ["R56", "canceled", { cancelAt: may }, "Ended."],
]

describe("how a subscription stands, in words", () => {
  it.each(cases)("%s: %s %o", (_row, status, change, words) => {
    expect(statusInWords({ ...view, ...change, status }, now, "en-US", "UTC")).toBe(words)
  })

  it("B70: every status of Stripe has its words", () => {
    expect(new Set(cases.map(([, status]) => status)).size).toBe(8)
  })

  it("R60: a day is the day of the shop's time zone", () => {
    const late = { ...view, periodEndsAt: new Date("2026-05-03T23:30:00Z") }
    expect(statusInWords(late, now, "en-US", "Europe/Berlin")).toBe("Renews on May 4, 2026.")
  })

  it("R56: nothing is promised of a day that is over, and every sentence is whole", () => {
    const date = fc.option(fc.constantFrom(march, april, now, may, grace, august))
    const views = fc.record({
      status: fc.constantFrom(...new Set(cases.map(([, status]) => status))),
      cancelAt: date,
      pausedAt: fc.constantFrom(null, march, april),
      resumesAt: date,
      trialEndsAt: date,
      periodEndsAt: date,
      graceEndsAt: date,
      endedAt: fc.constantFrom(null, march, april),
      nextAmount: fc.constantFrom(null, view.nextAmount),
    })
    fc.assert(
      fc.property(views, (seen) => {
        const words = statusInWords(seen, now, "en-US", "UTC")
        expect(words).toMatch(/^([A-Z][^.]*(\.\d\d[^.]*)?\.( |$))+$/)
        expect(words).not.toMatch(/(until|Renews on|resumes on|Ends on) (March|April)/)
        expect(words).not.toMatch(/[Ee]nded on (May|August)/)
      }),
      { numRuns: 1000 },
    )
  })
})
