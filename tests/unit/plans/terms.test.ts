import { describe, expect, it } from "vitest"
import { type Terms, termsInWords } from "@/lib/plans/rules/terms"

const month: Omit<Terms, "trialDays"> = {
  amount: 900,
  currency: "usd",
  period: { unit: "month", count: 1 },
  intro: null,
  duration: null,
}

describe("what is charged and when, in words", () => {
  it.each([
    [month, 0, "$9.00 a month. Renews until you cancel."],
    [month, 14, "14 days free, then $9.00 a month. Renews until you cancel."],
    [
      { ...month, intro: { amount: 100, cycles: 3 } },
      14,
      "14 days free, then $1.00 a month for the first 3 months, then $9.00 a month. Renews until you cancel.",
    ],
    [
      { ...month, intro: { amount: 100, cycles: 1 } },
      0,
      "$1.00 for the first month, then $9.00 a month. Renews until you cancel.",
    ],
    [
      { ...month, duration: { unit: "year", count: 1 } as const },
      0,
      "$9.00 a month. Ends by itself after 1 year; cancel before whenever you like.",
    ],
    [{ ...month, period: null }, 0, "$9.00 once, for good. It never renews."],
    [
      { ...month, period: null, duration: { unit: "month", count: 6 } as const },
      0,
      "$9.00 once, for 6 months. It never renews.",
    ],
    [{ ...month, amount: 0 }, 0, "Free of charge. Renews until you cancel."],
  ])("R60: %o with %i days", (terms, trialDays, words) => {
    expect(termsInWords(terms, trialDays, "en-US")).toBe(words)
  })
})
