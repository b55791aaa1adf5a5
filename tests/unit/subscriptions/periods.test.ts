import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  addPeriods,
  chargeDates,
  durationEndsAt,
  isWithin,
  type Period,
  type Schedule,
} from "@/lib/subscriptions/rules/periods"

const month: Period = { unit: "month", count: 1 }
const start = new Date("2026-01-31T23:30:00.000Z")
const monthly: Schedule = { start, trialDays: 0, period: month, duration: null }
const since = new Date("2020-01-01T00:00:00Z")

const moments = fc.date({
  min: new Date("1990-01-01T00:00:00Z"),
  max: new Date("2060-01-01T00:00:00Z"),
  noInvalidDate: true,
})
const periods = fc.record({
  unit: fc.constantFrom("day", "week", "month", "year"),
  count: fc.integer({ min: 1, max: 18 }),
})
const schedules = fc.record({
  start: moments,
  trialDays: fc.integer({ min: 0, max: 60 }),
  period: fc.option(periods),
  duration: fc.option(periods),
})

describe("periods of the calendar", () => {
  it.each<[Period["unit"], count: number, n: number, anchor: string, then: string]>([
    ["month", 1, 1, "2026-01-31T12:00:00.000Z", "2026-02-28T12:00:00.000Z"],
    ["month", 1, 1, "2028-01-31T12:00:00.000Z", "2028-02-29T12:00:00.000Z"],
    ["month", 1, 2, "2026-01-31T12:00:00.000Z", "2026-03-31T12:00:00.000Z"],
    ["month", 1, 3, "2026-01-31T12:00:00.000Z", "2026-04-30T12:00:00.000Z"],
    ["month", 3, 4, "2026-01-31T12:00:00.000Z", "2027-01-31T12:00:00.000Z"],
    ["month", 1, -2, "2026-04-30T12:00:00.000Z", "2026-02-28T12:00:00.000Z"],
    ["year", 1, 1, "2028-02-29T12:00:00.000Z", "2029-02-28T12:00:00.000Z"],
    ["year", 1, 4, "2028-02-29T12:00:00.000Z", "2032-02-29T12:00:00.000Z"],
    ["week", 2, 3, "2026-12-25T12:00:00.000Z", "2027-02-05T12:00:00.000Z"],
    ["day", 30, 1, "2026-01-31T12:00:00.000Z", "2026-03-02T12:00:00.000Z"],
    ["day", 1, 0, "2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.000Z"],
  ])("R3: %s × %d × %d after %s is %s", (unit, count, n, anchor, then) => {
    expect(addPeriods(new Date(anchor), { unit, count }, n).toISOString()).toBe(then)
  })

  it.each([
    ["America/New_York", "2026-03-07T07:30:00.000Z", "2026-03-08T07:30:00.000Z"],
    ["Europe/Berlin", "2026-10-24T23:30:00.000Z", "2026-10-25T23:30:00.000Z"],
    ["Pacific/Auckland", "2026-04-04T13:30:00.000Z", "2026-04-05T13:30:00.000Z"],
  ])("R3: daylight saving in %s moves no charge", (zone, anchor, then) => {
    inZone(zone, () => {
      expect(addPeriods(new Date(anchor), { unit: "day", count: 1 }, 1).toISOString()).toBe(then)
      expect(addPeriods(start, month, 2).toISOString()).toBe("2026-03-31T23:30:00.000Z")
      const spring = { since: start, until: new Date("2026-04-01T00:00:00Z") }
      expect(chargeDates({ ...monthly, ...spring })).toHaveLength(3)
    })
  })

  it("R3: a charge is found in the night in which the server's month is not that of UTC", () => {
    inZone("Europe/Berlin", () => {
      const schedule = { ...monthly, start: new Date("2026-01-31T22:30:00Z") }
      const [since, until] = [new Date("2026-03-31T22:15:00Z"), new Date("2026-04-02T00:00:00Z")]
      expect(days({ ...schedule, since, until })).toEqual(["2026-03-31"])
    })
  })

  it("R3: what is no period is a defect, not an endless list", () => {
    for (const count of [0, -1, 1.5, Number.NaN])
      expect(() => addPeriods(start, { unit: "month", count }, 1), String(count)).toThrow(
        RangeError,
      )
  })

  it("R14: each paid period begins where the one before ended", () => {
    fc.assert(
      fc.property(moments, periods, fc.nat(60), (anchor, period, n) => {
        const [end, next] = [addPeriods(anchor, period, n), addPeriods(anchor, period, n + 1)]
        expect(next > end).toBe(true)
        const one = { startsAt: end, endsAt: next }
        expect([isWithin(one, end), isWithin(one, next)]).toEqual([true, false])
      }),
    )
  })
})

describe("the moments of charge", () => {
  it("R3: a monthly charge of the 31st falls on the last day of shorter months", () => {
    const until = new Date("2026-06-01T00:00:00Z")
    expect(days({ ...monthly, since, until })).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
    ])
  })

  it("R2: a monthly charge for three months comes at 0, 1 and 2 months, and none at 3", () => {
    const schedule = { ...monthly, duration: { unit: "month", count: 3 } } as const
    expect(days({ ...schedule, since, until: new Date("2030-01-01T00:00:00Z") })).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
    ])
    expect(durationEndsAt(schedule)?.toISOString()).toBe("2026-04-30T23:30:00.000Z")
  })

  it("R4: a plan without a period is charged once", () => {
    const once = { ...monthly, period: null }
    expect(days({ ...once, since, until: new Date("2040-01-01T00:00:00Z") })).toEqual([
      "2026-01-31",
    ])
    expect(days({ ...once, since, until: start })).toEqual([])
  })

  it("R23: a trial of seven days shifts the first charge and all later ones", () => {
    const trial = { ...monthly, start: new Date("2026-01-01T00:00:00Z"), trialDays: 7 }
    const until = new Date("2026-04-01T00:00:00Z")
    expect(days({ ...trial, since, until })).toEqual(["2026-01-08", "2026-02-08", "2026-03-08"])
    expect(days({ ...trial, period: null, since, until })).toEqual(["2026-01-08"])
  })

  it("R23: a trial takes nothing from the months that are paid", () => {
    const schedule = { ...monthly, trialDays: 30, duration: { unit: "month", count: 3 } } as const
    const until = new Date("2030-01-01T00:00:00Z")
    expect(days({ ...schedule, since, until })).toEqual(["2026-03-02", "2026-04-02", "2026-05-02"])
    expect(durationEndsAt(schedule)?.toISOString()).toBe("2026-06-02T23:30:00.000Z")
  })

  it("R3: [since, until) holds its first moment and not its last", () => {
    const next = addPeriods(start, month, 1)
    expect(chargeDates({ ...monthly, since: start, until: next })).toEqual([start])
    expect(chargeDates({ ...monthly, since: next, until: next })).toEqual([])
  })

  it("R3: windows that follow each other hold every charge once, as counting from the start does", () => {
    fc.assert(
      fc.property(
        schedules,
        fc.array(moments, { minLength: 2, maxLength: 5 }),
        (schedule, cuts) => {
          const sorted = cuts.toSorted((a, b) => a.getTime() - b.getTime())
          const windows = sorted.slice(1).map((until, i) => ({ since: sorted[i] ?? until, until }))
          const whole = { since: sorted[0] ?? start, until: sorted.at(-1) ?? start }
          const counted = countFromStart(schedule, whole)
          expect(windows.flatMap((one) => chargeDates({ ...schedule, ...one }))).toEqual(counted)
          expect(chargeDates({ ...schedule, ...whole })).toEqual(counted)
        },
      ),
      { numRuns: 60 },
    )
  })

  it("R3: a charge of today after two hundred thousand years of days is found without counting them", () => {
    const old = { ...monthly, start: new Date(-8e15), period: { unit: "day", count: 1 } } as const
    const window = { since: start, until: addPeriods(start, month, 1) }
    expect(chargeDates({ ...old, ...window })).toHaveLength(28)
  })
})

describe("a half-open interval", () => {
  const endsAt = new Date("2026-02-01T00:00:00Z")
  it.each([
    ["before its start", new Date(start.getTime() - 1), endsAt, false],
    ["at its start", start, endsAt, true],
    ["just before its end", new Date(endsAt.getTime() - 1), endsAt, true],
    ["at its end", endsAt, endsAt, false],
    ["for ever", new Date("2999-01-01T00:00:00Z"), null, true],
    ["empty", start, start, false],
  ])("R1: %s", (_what, at, end, within) => {
    expect(isWithin({ startsAt: start, endsAt: end }, at)).toBe(within)
  })
})

function days(asked: Parameters<typeof chargeDates>[0]): string[] {
  return chargeDates(asked).map((date) => date.toISOString().slice(0, 10))
}

function countFromStart(schedule: Schedule, window: { since: Date; until: Date }): Date[] {
  const { trialDays, period } = schedule
  const first = new Date(schedule.start.getTime() + trialDays * 86_400_000)
  const end = durationEndsAt(schedule)
  const dates: Date[] = []
  for (let n = 0; ; n++) {
    const date = period ? addPeriods(first, period, n) : first
    if (date >= window.until || (end && date >= end) || (!period && n > 0)) return dates
    if (date >= window.since) dates.push(date)
  }
}

function inZone(zone: string, check: () => void): void {
  const before = process.env.TZ
  process.env.TZ = zone
  try {
    check()
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
}
