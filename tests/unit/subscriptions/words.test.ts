import { describe, expect, it } from "vitest"
import type { Period } from "@/lib/subscriptions/rules/periods"
import {
  durationInWords,
  introInWords,
  periodInWords,
  priceInWords,
  remainingInWords,
  trialInWords,
} from "@/lib/subscriptions/rules/words"

const day: Period = { unit: "day", count: 1 }
const week: Period = { unit: "week", count: 2 }
const month: Period = { unit: "month", count: 1 }
const quarter: Period = { unit: "month", count: 3 }
const year: Period = { unit: "year", count: 1 }

describe("periods, prices and quotas in words", () => {
  it.each([
    [day, "every day", "1 day"],
    [week, "every 2 weeks", "2 weeks"],
    [month, "every month", "1 month"],
    [quarter, "every 3 months", "3 months"],
    [year, "every year", "1 year"],
  ])("R60: a period: %o", (period, often, long) => {
    expect(periodInWords(period)).toBe(often)
    expect(durationInWords(period)).toBe(long)
  })

  it("R60: what has no period comes once", () => {
    expect(periodInWords(null)).toBe("once")
  })

  it.each([
    [900, "usd", month, "en-US", "$9.00 a month"],
    [9000, "usd", year, "en-US", "$90.00 a year"],
    [2500, "usd", quarter, "en-US", "$25.00 every 3 months"],
    [4000, "usd", null, "en-US", "$40.00 once"],
    [700, "jpy", month, "en-US", "¥700 a month"],
    [900, "eur", month, "de-DE", "9,00\u00a0€ a month"],
  ])("R60: a price: %d %s, %o", (amount, currency, period, locale, words) => {
    expect(priceInWords({ amount, currency, period }, locale)).toBe(words)
  })

  it.each([
    [14, "14 days free"],
    [1, "1 day free"],
  ])("R24: a trial of %d days", (days, words) => {
    expect(trialInWords(days)).toBe(words)
  })

  it.each([
    [100, 3, month, "$1.00 a month for the first 3 months"],
    [100, 1, month, "$1.00 for the first month"],
    [500, 2, quarter, "$5.00 every 3 months for the first 6 months"],
    [500, 1, quarter, "$5.00 for the first 3 months"],
    [5000, 1, year, "$50.00 for the first year"],
  ])("R18: an introduction of %d, %d times, %o", (amount, cycles, period, words) => {
    expect(introInWords({ amount, currency: "usd", cycles, period }, "en-US")).toBe(words)
  })

  const resetsAt = new Date("2026-05-03T23:30:00Z")
  it.each([
    ["with its day", 12, 50, resetsAt, "en-US", "UTC", "12 of 50 left, resets May 3, 2026"],
    [
      "of the shop's time zone",
      0,
      50,
      resetsAt,
      "en-US",
      "Asia/Tokyo",
      "0 of 50 left, resets May 4, 2026",
    ],
    ["that never resets", 12, 50, null, "en-US", "UTC", "12 of 50 left"],
    ["of thousands", 1200, 5000, null, "en-US", "UTC", "1,200 of 5,000 left"],
    ["in the shop's numbers", 1200, 5000, null, "de-DE", "UTC", "1.200 of 5.000 left"],
  ])("R60: a quota %s", (_what, left, limit, at, locale, zone, words) => {
    expect(remainingInWords({ left, limit, resetsAt: at }, locale, zone)).toBe(words)
  })
})
