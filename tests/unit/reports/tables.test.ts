import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Report } from "@/lib/reports/build-report"
import { reportCsv } from "@/lib/reports/report-csv"
import { completeRows } from "@/lib/reports/rules/complete"
import type { MetricFacts, Row } from "@/lib/reports/rules/metric"
import { rangesOf } from "@/lib/reports/rules/ranges"
import { tablesOf } from "@/lib/reports/rules/tables"

const reader = { locale: "en-US", timeZone: "UTC" }
const cut = {
  since: new Date("2026-05-01T00:00:00Z"),
  until: new Date("2026-05-03T00:00:00Z"),
  every: "day" as const,
  periods: [
    { since: new Date("2026-05-01T00:00:00Z"), until: new Date("2026-05-02T00:00:00Z") },
    { since: new Date("2026-05-02T00:00:00Z"), until: new Date("2026-05-03T00:00:00Z") },
  ],
}
const facts: MetricFacts = {
  id: "tips",
  title: "Tips",
  definition: "What was given.",
  scope: "periods",
  by: null,
  measures: [
    { id: "total", title: "Total", unit: "money", none: 0 },
    { id: "mean", title: "Mean", unit: "money", none: null },
  ],
}
const row = (period: number, currency: string, total: number, of: Row["of"] = null): Row => ({
  period,
  of,
  currency,
  values: { total, mean: total },
})

describe("the rows of a metric", () => {
  it("are one for each period and currency, the mean of nothing being no number", () => {
    const rows = completeRows(facts, [row(0, "usd", 5), row(2, "usd", 5), row(0, "jpy", 7)], 2)
    expect(rows.map(({ period, currency, values }) => [currency, period, values.mean])).toEqual([
      ["usd", 0, 5],
      ["usd", 1, null],
      ["usd", 2, 5],
      ["jpy", 0, 7],
      ["jpy", 1, null],
      ["jpy", 2, null],
    ])
    expect(completeRows(facts, [], 2)).toEqual([])
  })

  it("R55: stand in one table for each currency", () => {
    const rows = completeRows(
      facts,
      [row(0, "usd", 1999), row(1, "usd", 1999), row(0, "jpy", 7)],
      2,
    )
    const tables = tablesOf({ ...facts, rows }, cut, reader)
    expect(tables.map(({ currency }) => currency)).toEqual(["usd", "jpy"])
    expect(tables[0]?.rows.map(({ name, short, texts }) => [name, short, ...texts])).toEqual([
      ["May 1, 2026", "May 1", "$19.99", "$19.99"],
      ["May 2, 2026", "May 2", "$0.00", "–"],
    ])
    expect(tables[1]?.whole?.texts).toEqual(["¥7", "¥7"])
  })
})

describe("ranges of values", () => {
  it("have one width, ten at most, and lose nothing", () => {
    const values = fc.array(
      fc.record({ value: fc.integer({ min: 0, max: 1_000_000 }), counts: fc.tuple(fc.nat(99)) }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(values, (all) => {
        const ranges = rangesOf(all)
        expect(ranges.length).toBeLessThanOrEqual(10)
        const sum = (counts: number[][]) => counts.reduce((n, [one = 0]) => n + one, 0)
        expect(sum(ranges.map(({ counts }) => counts))).toBe(sum(all.map(({ counts }) => counts)))
        expect(new Set(ranges.map(({ from, to }) => to - from)).size).toBe(1)
      }),
      { numRuns: 100 },
    )
    expect(rangesOf([])).toEqual([])
  })
})

describe("the file of a report", () => {
  const csv = (of: string, total: number) => {
    const metric = { ...facts, scope: "whole" as const, by: { title: "Of", unit: "text" as const } }
    const metrics = [{ ...metric, rows: [row(0, "usd", total, of)] }]
    const report: Report = { ...cut, timeZone: "UTC", readAt: cut.until, metrics }
    return reportCsv(report).split("\n")[1]
  }

  it.each(["=1+1", "+1", "-1", "@a", "\t=1", "＝1"])("makes the text %j harmless", (text) => {
    expect(csv(text, 5)).toContain(`,'${text},USD,0.05`)
  })

  it("leaves numbers numbers, those below nothing too", () => {
    expect(csv("Atlas", -701)).toBe(
      "tips,total,money,2026-05-01T00:00:00.000Z,2026-05-03T00:00:00.000Z,Atlas,USD,-7.01",
    )
  })
})
