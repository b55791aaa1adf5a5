import { describe, expect, it } from "vitest"
import { chargeDates } from "@/lib/subscriptions/rules/periods"
import { july, june, writeSales, writeSubscriptions } from "@/tests/support/june"
import { readFigures } from "@/tests/support/read-figures"

describe("figures of payments", () => {
  it("R47: payments are counted by their state", async () => {
    await writeSales()
    const { byName } = await readFigures(june)
    expect(byName("payments-by-status")).toEqual({
      paid: { count: 5 },
      open: { count: 2 },
      expired: { count: 1 },
      failed: { count: 1 },
      withheld: { count: 1 },
    })
  })

  it("R48: completed payments have their amounts, number and total, and mean and median apart", async () => {
    await writeSales()
    const { whole, byName, report } = await readFigures(june)
    expect(whole("payments-completed", "usd")).toEqual({
      count: 4,
      total: 6000,
      mean: 1500,
      median: 1050,
    })
    expect(byName("payments-completed-amounts", "usd")).toEqual({
      900: { count: 1 },
      1000: { count: 1 },
      1100: { count: 1 },
      3000: { count: 1 },
    })
    const { measures } = report.metrics.find(({ id }) => id === "payments-completed") ?? {}
    expect(measures?.map(({ title }) => title)).toEqual(["Payments", "Total", "Mean", "Median"])
  })

  it("R49: everything that is not completed has its amounts and total", async () => {
    await writeSales()
    const { whole, byName } = await readFigures(june)
    expect(whole("payments-incomplete", "usd")).toMatchObject({ count: 4, total: 6900 })
    expect(Object.keys(byName("payments-incomplete-amounts", "usd"))).toEqual([
      "900",
      "1000",
      "2000",
      "3000",
    ])
    expect(whole("payments-incomplete", "jpy")).toMatchObject({ count: 1, total: 700 })
  })

  it("R50: each refund counts once, a part of a payment too, one that failed never", async () => {
    await writeSales()
    const { whole, byName } = await readFigures(june)
    expect(whole("refunds", "usd")).toEqual({ count: 3, total: 2101, mean: 700, median: 701 })
    expect(Object.keys(byName("refund-amounts", "usd"))).toEqual(["500", "701", "900"])
  })

  it("R52: what happens exactly at the end is of the next period alone", async () => {
    await writeSales()
    const { whole } = await readFigures(july)
    expect(whole("payments-completed", "usd")).toMatchObject({ count: 1, total: 9900 })
    expect(whole("refunds", "usd")).toMatchObject({ count: 1, total: 100 })
    expect(whole("payments-incomplete", "jpy")).toMatchObject({ count: 1, total: 800 })
    expect((await readFigures(june)).whole("payments-completed", "usd")).toMatchObject({ count: 4 })
  })

  it("R55: currencies stand beside one another, and are never summed", async () => {
    await writeSales()
    const { whole, rows } = await readFigures(june)
    expect(whole("payments-completed", "jpy")).toMatchObject({ count: 1, total: 500, median: 500 })
    expect(whole("sales", "jpy")).toMatchObject({ net: 500, gross: 500, refunded: 0 })
    expect(rows("payments-completed").map(({ currency }) => currency)).toEqual(["jpy", "usd"])
  })

  it("sales are net of refunds and disputes, and the sum of what products brought in", async () => {
    await writeSales()
    const { whole, byName } = await readFigures(june)
    expect(whole("sales", "usd")).toEqual({
      net: 2899,
      gross: 6000,
      tax: 100,
      refunded: 2101,
      disputed: 1000,
    })
    expect(byName("sales-by-product", "usd")).toEqual({
      Atlas: { net: 1867, gross: 3100, refunded: 233, disputed: 1000, count: 3 },
      Bestiary: { net: 1032, gross: 2000, refunded: 968, disputed: 0, count: 1 },
      "The plan club": { net: 0, gross: 900, refunded: 900, disputed: 0, count: 1 },
    })
    expect(byName("sales-by-product", "jpy")).toMatchObject({ Bestiary: { net: 500, count: 1 } })
  })

  it("B64: sales and the tax in them are told by the buyer's country", async () => {
    await writeSales()
    const { byName } = await readFigures(june)
    expect(byName("sales-by-country", "usd")).toEqual({
      DE: { gross: 1000, tax: 100, count: 1 },
      "not known": { gross: 5000, tax: 0, count: 3 },
    })
  })
})

describe("figures of subscriptions", () => {
  it("R44: new subscriptions are counted, and the moments at which they began are told", async () => {
    await writeSubscriptions()
    const { whole, byName } = await readFigures(june)
    expect(whole("new-subscriptions")).toEqual({ count: 1 })
    expect(byName("new-subscription-times")).toEqual({ "2025-06-05T00:00:00.000Z": { count: 1 } })
    expect((await readFigures(july)).whole("new-subscriptions")).toEqual({ count: 1 })
  })

  it("R45: ended subscriptions are counted, with their moments, and the ages of ending ones too", async () => {
    await writeSubscriptions()
    const { whole, byName } = await readFigures(june)
    expect(whole("ended-subscriptions")).toEqual({ count: 2 })
    expect(Object.keys(byName("ended-subscription-times"))).toEqual([
      "2025-06-01T00:00:00.000Z",
      "2025-06-10T00:00:00.000Z",
    ])
    // Ended: 30 and 61 days old. Set in June to end in August: 92.
    expect(byName("ended-subscription-ages")).toEqual({
      30: { count: 1 },
      61: { count: 1 },
      92: { count: 1 },
    })
  })

  it("R46: of active ones there are number, users, ages, plans and quantities", async () => {
    await writeSubscriptions()
    const { whole, byName } = await readFigures(june)
    expect(whole("active-subscriptions")).toEqual({ subscriptions: 4, users: 3 })
    expect(byName("active-subscription-ages")).toEqual({
      26: { count: 1 },
      61: { count: 2 },
      150: { count: 1 },
    })
    expect(byName("active-plans")).toEqual({
      "The plan monthly": { quantity: 3, subscriptions: 3 },
      "The plan yearly": { quantity: 2, subscriptions: 1 },
    })
    expect(byName("active-quantities")).toEqual({
      "The plan monthly × 1": { count: 3 },
      "The plan yearly × 2": { count: 1 },
    })
  })

  it("R51: recurring charges are estimated, of a month that is over and of one to come", async () => {
    await writeSubscriptions()
    const past = await readFigures(june)
    expect(past.whole("recurring-charges", "usd")).toEqual({ charges: 3, total: 25_800 })
    expect(past.byName("recurring-charge-times", "usd")).toEqual({
      "2025-06-01T00:00:00.000Z": { charges: 1, total: 900 },
      "2025-06-05T00:00:00.000Z": { charges: 1, total: 24_000 },
      "2025-06-30T12:00:00.000Z": { charges: 1, total: 900 },
    })
    const toCome = {
      since: new Date("2045-06-01T00:00:00Z"),
      until: new Date("2045-08-01T00:00:00Z"),
    }
    const expected = [
      { start: "2025-01-31T12:00:00Z", unit: "month", amount: 900, quantity: 1 },
      { start: "2025-06-05T00:00:00Z", unit: "year", amount: 12_000, quantity: 2 },
      { start: "2025-07-01T00:00:00Z", unit: "month", amount: 900, quantity: 1 },
    ] as const
    const total = expected.reduce((sum, { start, unit, amount, quantity }) => {
      const schedule = { start: new Date(start), trialDays: 0, period: { unit, count: 1 } }
      return (
        sum + chargeDates({ ...schedule, duration: null, ...toCome }).length * amount * quantity
      )
    }, 0)
    const future = await readFigures(toCome, { every: "month" })
    expect(future.whole("recurring-charges", "usd")).toEqual({ charges: 5, total })
    const months = future.rows("recurring-charges").slice(1)
    expect(months.map(({ values }) => values.total)).toEqual([25_800, 1800])
  })

  it("monthly recurring revenue takes a twelfth of a year, churn those that were there before", async () => {
    await writeSubscriptions()
    const { whole } = await readFigures(june)
    expect(whole("recurring-revenue", "usd")).toEqual({ amount: 3800, subscriptions: 3 })
    expect(whole("churn")).toEqual({ active: 4, ended: 2, share: 0.5 })
  })
})

describe("periods of a report", () => {
  it("R53: what periods sum up to is the whole, and each is what it is alone", async () => {
    await writeSales()
    await writeSubscriptions()
    const { report, rows } = await readFigures(june, { every: "week" })
    expect(report.periods).toHaveLength(5)
    for (const [id, measure] of [
      ["sales", "net"],
      ["payments-completed", "total"],
      ["payments-incomplete", "count"],
      ["refunds", "total"],
      ["new-subscriptions", "count"],
      ["ended-subscriptions", "count"],
      ["recurring-charges", "total"],
    ] as const)
      for (const whole of rows(id).filter(({ period }) => period === 0)) {
        const parts = rows(id).filter((row) => row.period > 0 && row.currency === whole.currency)
        expect(parts).toHaveLength(5)
        const sum = parts.reduce((all, { values }) => all + (values[measure] ?? 0), 0)
        expect(sum, id).toBe(whole.values[measure])
      }
    for (const [at, span] of report.periods.entries()) {
      const alone = await readFigures(span, { only: ["sales", "active-subscriptions", "churn"] })
      for (const id of ["active-subscriptions", "churn"])
        expect(rows(id)[at + 1]?.values, id).toEqual(alone.whole(id))
      const part = rows("sales").find((row) => row.period === at + 1 && row.currency === "usd")
      expect(part?.values.net).toBe(alone.whole("sales", "usd")?.net ?? 0)
    }
  })
})
