import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Charged, chargesOf, makeCalendar } from "@/lib/reports/rules/charges"
import { chargeDates } from "@/lib/subscriptions/rules/periods"

const monthly: Charged = {
  startedAt: new Date("2026-01-31T00:00:00Z"),
  trialEndsAt: null,
  endsAt: null,
  stoppedFrom: null,
  resumesAt: null,
  periodStartsAt: new Date("2026-02-28T00:00:00Z"),
  quantity: 2,
  currency: "usd",
  amount: 500,
  period: { unit: "month", count: 1 },
  intro: null,
  next: null,
}

const charges = (over: Partial<Charged>, since = "2026-01-01", until = "2026-06-01") =>
  chargesOf(
    { ...monthly, ...over },
    makeCalendar({
      since: new Date(`${since}T00:00:00Z`),
      until: new Date(`${until}T00:00:00Z`),
    }),
  ).map(({ at, amount }) => `${at.toISOString().slice(5, 10)} ${amount}`)

describe("R51: the charges of a subscription", () => {
  it("fall on its day, or a month's last, at its amount times its quantity", () => {
    const all = ["01-31 1000", "02-28 1000", "03-31 1000", "04-30 1000", "05-31 1000"]
    expect(charges({})).toEqual(all)
    expect(charges({}, "2026-02-28", "2026-03-31")).toEqual(["02-28 1000"])
  })

  it("begin with the end of a trial", () => {
    const trial = { trialEndsAt: new Date("2026-03-10T00:00:00Z") }
    const running = { ...trial, periodStartsAt: monthly.startedAt }
    expect(charges(running)).toEqual(["03-10 1000", "04-10 1000", "05-10 1000"])
  })

  it("stop with its end, and while nobody is charged", () => {
    expect(charges({ endsAt: new Date("2026-03-31T00:00:00Z") })).toHaveLength(2)
    const stopped = { stoppedFrom: new Date("2026-03-01T00:00:00Z") }
    expect(charges(stopped)).toEqual(["01-31 1000", "02-28 1000"])
    expect(charges({ ...stopped, resumesAt: new Date("2026-05-01T00:00:00Z") })).toEqual([
      "01-31 1000",
      "02-28 1000",
      "05-31 1000",
    ])
  })

  it("cost less at first, where the price does", () => {
    expect(charges({ intro: { amount: 100, cycles: 2 } }).slice(0, 3)).toEqual([
      "01-31 200",
      "02-28 200",
      "03-31 1000",
    ])
  })

  it("follow a change of the rhythm, and of the price from its day on", () => {
    expect(charges({ periodStartsAt: new Date("2026-03-05T00:00:00Z") })).toEqual([
      "01-31 1000",
      "02-28 1000",
      "03-05 1000",
      "04-05 1000",
      "05-05 1000",
    ])
    const at = new Date("2026-03-31T00:00:00Z")
    const dearer = { next: { at, amount: 700, period: monthly.period } }
    expect(charges(dearer).slice(1, 4)).toEqual(["02-28 1000", "03-31 1400", "04-30 1400"])
    const yearly = { next: { at, amount: 9000, period: { unit: "year", count: 1 } as const } }
    expect(charges(yearly)).toEqual(["01-31 1000", "02-28 1000", "03-31 18000"])
  })

  it("are what the rules of subscriptions say, whatever its day, time and rhythm", () => {
    const moments = fc.date({
      min: new Date("2000-01-01T00:00:00Z"),
      max: new Date("2030-01-01T00:00:00Z"),
      noInvalidDate: true,
    })
    const unit = fc.constantFrom("day", "week", "month", "year")
    fc.assert(
      fc.property(
        moments,
        moments,
        unit,
        fc.integer({ min: 1, max: 5 }),
        (start, since, by, count) => {
          const until = new Date(since.getTime() + 200 * 86_400_000)
          const period = { unit: by, count }
          const own = { ...monthly, startedAt: start, periodStartsAt: start, period }
          const dates = chargesOf(own, makeCalendar({ since, until })).map(({ at }) => at)
          const schedule = { start, trialDays: 0, period, duration: null }
          expect(dates).toEqual(chargeDates({ ...schedule, since, until }))
        },
      ),
      { numRuns: 200 },
    )
  })
})
