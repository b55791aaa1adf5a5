import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { frequencies, listPeriods } from "@/lib/reports/rules/periods"
import { dayOf, startOfDay } from "@/lib/shop/calendar-rules"

const hours = (zone: string, frequency: "day" | "week", since: string, until: string) =>
  listPeriods(frequency, new Date(since), new Date(until), zone).map(
    (period) => (period.until.getTime() - period.since.getTime()) / 3_600_000,
  )

describe("R53: periods of a span", () => {
  it.each([
    ["day", ["2026-01-30", "2026-01-31", "2026-02-01"]],
    ["week", ["2026-01-30", "2026-02-06", "2026-02-13"]],
    ["month", ["2026-01-31", "2026-02-28", "2026-03-31"]],
    ["year", ["2024-02-29", "2025-02-28", "2026-02-28"]],
  ] as const)("of a %s are counted from its beginning by the calendar", (frequency, days) => {
    const [first = ""] = days
    const since = new Date(`${first}T00:00:00Z`)
    const until = new Date("2028-01-01T00:00:00Z")
    const periods = listPeriods(frequency, since, until, "UTC").slice(0, 3)
    expect(periods.map((period) => dayOf(period.since, "UTC"))).toEqual(days)
  })

  it("end with what remains", () => {
    const [since, until] = [new Date("2026-01-01T00:00:00Z"), new Date("2026-02-10T00:00:00Z")]
    expect(listPeriods("month", since, until, "UTC")).toEqual([
      { since, until: new Date("2026-02-01T00:00:00Z") },
      { since: new Date("2026-02-01T00:00:00Z"), until },
    ])
  })

  it("are none where there is no span", () => {
    const at = new Date("2026-01-01T00:00:00Z")
    expect(listPeriods("day", at, at, "UTC")).toEqual([])
  })

  it("have 23 and 25 hours where clocks are changed, and begin at midnight all the same", () => {
    const spring = ["2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z"] as const
    expect(hours("Europe/Berlin", "day", ...spring)).toEqual([24, 23, 24])
    const autumn = ["2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z"] as const
    expect(hours("Europe/Berlin", "day", ...autumn)).toEqual([24, 25, 24])
    expect(hours("Europe/Berlin", "week", "2026-03-25T23:00:00Z", "2026-04-01T22:00:00Z")).toEqual([
      167,
    ])
  })

  it("are, all together, the span: none is empty, none overlaps, none is missing", () => {
    const moments = fc.date({
      min: new Date("1990-01-01T00:00:00Z"),
      max: new Date("2050-01-01T00:00:00Z"),
      noInvalidDate: true,
    })
    const zones = fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/Sao_Paulo",
      "Africa/Cairo",
      "Australia/Lord_Howe",
      "Pacific/Apia",
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...frequencies),
        moments,
        fc.integer({ min: 1, max: 200 * 86_400_000 }),
        zones,
        (frequency, since, length, zone) => {
          const until = new Date(since.getTime() + length)
          const periods = listPeriods(frequency, since, until, zone)
          const starts = periods.map((period) => period.since.getTime())
          const ends = periods.map((period) => period.until.getTime())
          expect([starts[0], ends.at(-1)]).toEqual([since.getTime(), until.getTime()])
          expect(starts.slice(1)).toEqual(ends.slice(0, -1))
          expect(periods.every((period) => period.since < period.until)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe("a day in a time zone", () => {
  it("begins at its first moment where clocks skip midnight", () => {
    // Cairo's clocks went from 24:00 on 23 April 2026 to 01:00.
    const start = startOfDay("2026-04-24", "Africa/Cairo")
    expect(start && dayOf(start, "Africa/Cairo")).toBe("2026-04-24")
    expect(start && dayOf(new Date(start.getTime() - 1), "Africa/Cairo")).toBe("2026-04-23")
  })
})
