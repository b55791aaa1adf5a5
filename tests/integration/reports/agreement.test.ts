import { parse } from "csv-parse/sync"
import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, it } from "vitest"
import { MetricSection } from "@/components/admin/figures/metric-section"
import { db, snapshot, transaction } from "@/lib/db"
import { metrics } from "@/lib/reports/metrics"
import type { Metric } from "@/lib/reports/rules/metric"
import { makeProduct } from "@/tests/support/factories"
import { june, writeSales, writeSubscriptions } from "@/tests/support/june"
import { writeOrder, writeRefund } from "@/tests/support/ledger"
import { readFigures } from "@/tests/support/read-figures"
import { runShop } from "@/tests/support/run-shop"

const inJune = ["report", "--since", "2025-06-01", "--until", "2025-07-01"]
const at = "2025-06-15T00:00:00Z"

/** Has one metric more for as long as `work` takes. */
async function withMetric<T>(metric: Metric, work: () => Promise<T>): Promise<T> {
  metrics.push(metric)
  try {
    return await work()
  } finally {
    metrics.splice(metrics.indexOf(metric), 1)
  }
}

function ownMetric(read: () => Promise<Record<string, number>>): Metric {
  return {
    id: "own",
    title: "A figure of our own",
    definition: "What only this shop counts.",
    scope: "periods",
    by: null,
    measures: [
      { id: "count", title: "Counted", unit: "count", none: 0 },
      { id: "total", title: "Summed", unit: "money", none: 0 },
    ],
    read: async () => [{ period: 0, of: null, currency: "usd", values: await read() }],
  }
}

describe("fault 28: a report while the shop sells", () => {
  it("has totals that are the ledger's at one moment, whatever is written meanwhile", async () => {
    const products = [await makeProduct()]
    // An order and its refund are one transaction: no moment has one without the other.
    const sell = () =>
      transaction(async () => {
        const { id: checkoutId } = await writeOrder({ products, amounts: [1000], at })
        await writeRefund({ checkoutId, amount: 1000, at })
      })
    await sell()
    const ledger = ownMetric(async () => {
      const { _sum, _count } = await db().checkout.aggregate({
        where: { status: "paid" },
        _count: true,
        _sum: { amountTotal: true },
      })
      // What is read after this is of the same moment, though more is sold before it.
      await new Promise<void>((resolve) => onSale.push(resolve))
      return { count: _count, total: _sum.amountTotal ?? 0 }
    })
    const onSale: (() => void)[] = []
    let isOpen = true
    const selling = (async () => {
      while (isOpen) {
        await sell()
        for (const tell of onSale.splice(0)) tell()
      }
    })()
    const counts: (number | null | undefined)[] = []
    metrics.unshift(ledger)
    try {
      for (let n = 0; n < 3; n++) {
        const { whole, byName, rows } = await readFigures(june, { every: "week" })
        const { count, total } = whole("own", "usd") ?? {}
        counts.push(count)
        expect(whole("payments-completed", "usd")).toMatchObject({ count, total })
        expect(whole("refunds", "usd")).toMatchObject({ count, total })
        expect(whole("sales", "usd")).toMatchObject({ gross: total, refunded: total, net: 0 })
        expect(byName("payments-by-status")).toEqual({ paid: { count } })
        expect(byName("payments-completed-amounts", "usd")).toEqual({ 1000: { count } })
        expect(Object.values(byName("sales-by-product", "usd"))).toMatchObject([{ gross: total }])
        const parts = rows("sales").filter(({ period }) => period > 0)
        expect(parts.reduce((sum, { values }) => sum + (values.gross ?? 0), 0)).toBe(total)
      }
    } finally {
      metrics.splice(metrics.indexOf(ledger), 1)
      isOpen = false
      await selling
    }
    // It did sell meanwhile.
    expect(new Set(counts).size).toBe(3)
  })

  it("changes nothing: a write in a report is refused", async () => {
    const write = snapshot(() => db().setting.create({ data: { name: "x", value: "y" } }))
    await expect(write).rejects.toThrow(/read-only transaction/)
  })
})

describe("R54: a metric more", () => {
  it("is on the page, in the file and on the command line, though nothing else knows it", async () => {
    const metric = ownMetric(async () => ({ count: 7, total: 1234 }))
    await withMetric(metric, async () => {
      const { report } = await readFigures(june)
      const [shown] = report.metrics.slice(-1)
      if (!shown) throw new Error("There is no metric.")
      const reader = { locale: "en-US", timeZone: "UTC" }
      const page = renderToStaticMarkup(MetricSection({ metric: shown, report, reader }))
      for (const text of ["A figure of our own", "What only this shop counts.", "$12.34", ">7<"])
        expect(page).toContain(text)
      const csv = (await runShop([...inJune, "--csv"])).stdout
      expect(csv).toContain(
        "own,total,money,2025-06-01T00:00:00.000Z,2025-07-01T00:00:00.000Z,,USD,12.34",
      )
      const { stdout } = await runShop([...inJune, "--metric", "own"])
      expect(stdout).toContain("A FIGURE OF OUR OWN")
      expect(stdout).toMatch(/All of it +7 +\$12\.34/)
      expect((await runShop(["report", "--help"])).stdout).toContain("own")
    })
  })
})

describe("the report command", () => {
  it("prints the same figures as CSV and as JSON", async () => {
    await writeSales()
    await writeSubscriptions()
    await writeRefund({
      checkoutId: (await writeOrder({ products: [await makeProduct({ title: "=1+1" })], at })).id,
      amount: 5000,
      at,
    })
    const { report } = await readFigures(june, { every: "week" })
    const json = await runShop([...inJune, "--every", "week", "--json"])
    expect(json.code).toBe(0)
    const { metrics: told } = JSON.parse(json.stdout)
    expect(told).toEqual(JSON.parse(JSON.stringify(report.metrics)))
    const csv = await runShop([...inJune, "--every", "week", "--csv"])
    const lines: Record<string, string>[] = parse(csv.stdout, { columns: true })
    const figures = report.metrics.flatMap(({ id, by, measures, rows }) =>
      rows.flatMap(({ of, currency, period, values }) =>
        measures.map((measure) => {
          const units = currency === "jpy" ? 1 : 100
          const scale = measure.unit === "money" ? units : 1
          const value = values[measure.id] ?? null
          const name = by?.unit === "money" ? Number(of) / units : of
          const { since } = report.periods[period - 1] ?? report
          return [
            id,
            measure.id,
            since.toISOString(),
            name,
            currency,
            value === null ? null : value / scale,
          ]
        }),
      ),
    )
    const read = lines.map(({ metric, measure, since, of = "", currency = "", value = "" }) => {
      const isNumber = /-amounts$|-ages$/.test(metric ?? "")
      const name = of === "" ? null : isNumber ? Number(of) : of.replace(/^'/, "")
      return [
        metric,
        measure,
        since,
        name,
        currency.toLowerCase() || null,
        value ? Number(value) : null,
      ]
    })
    expect(read).toEqual(figures)
    expect(lines.find(({ of }) => of?.endsWith("=1+1"))).toMatchObject({
      of: "'=1+1",
      value: "-30.01",
    })
  })

  it("prints tables for people, of the metrics that were asked for", async () => {
    await writeSales()
    const { stdout, code } = await runShop([...inJune, "--metric", "sales", "--every", "month"])
    expect(code).toBe(0)
    expect(stdout).toContain("Jun 1 to 30, 2025 (UTC)")
    expect(stdout).toMatch(/Period \(USD\) +Net +Gross +Tax in it +Refunded +Disputed/)
    expect(stdout).toMatch(/All of it +\$28\.99 +\$60\.00 +\$1\.00 +\$21\.01 +\$10\.00/)
    expect(stdout).not.toContain("CHURN")
    expect((await runShop(["report"])).stdout).toContain("None in this period.")
  })

  it.each([
    [["--metric", "nonsense"], "There is no metric nonsense."],
    [["--since", "01.06.2025"], "Write a day as 2026-11-26."],
    [["--since", "2025-06-01", "--until", "2025-06-01"], "ends before it begins"],
    [["--since", "2001-01-01", "--every", "day"], "too many periods"],
    [["--every", "hour"], "Cut it by day, week, month, year."],
    [["--csv", "--json"], "Choose one"],
  ])("says what is wrong with %j", async (args, sentence) => {
    const { code, stderr } = await runShop(["report", ...args])
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
  })
})
