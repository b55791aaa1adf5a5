import { afterEach, describe, expect, it } from "vitest"
import { env } from "@/lib/env"
import { readDays } from "@/lib/shop/read-days"

const { SHOP_TIME_ZONE } = env()
afterEach(() => {
  env().SHOP_TIME_ZONE = SHOP_TIME_ZONE
})
const instants = (first: string, last: string) => {
  const { since, until } = readDays(first, last)
  return [since?.toISOString() ?? null, until?.toISOString() ?? null]
}

describe("the days of a form", () => {
  it.each([
    ["UTC", "2026-11-26", "2026-11-26", "2026-11-26T00:00:00.000Z", "2026-11-27T00:00:00.000Z"],
    // Berlin's clocks go forward on 29 March and back on 25 October: 23 and 25 hours.
    [
      "Europe/Berlin",
      "2026-03-29",
      "2026-03-29",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ],
    [
      "Europe/Berlin",
      "2026-10-25",
      "2026-10-25",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
    ],
    [
      "America/New_York",
      "2026-01-01",
      "2026-01-31",
      "2026-01-01T05:00:00.000Z",
      "2026-02-01T05:00:00.000Z",
    ],
    [
      "Pacific/Kiritimati",
      "2026-05-01",
      "2026-05-01",
      "2026-04-30T10:00:00.000Z",
      "2026-05-01T10:00:00.000Z",
    ],
  ])("in %s %s to %s are whole", (zone, first, last, since, until) => {
    env().SHOP_TIME_ZONE = zone
    expect(instants(first, last)).toEqual([since, until])
  })

  it("may be open at either end", () => {
    expect(instants("", "")).toEqual([null, null])
    expect(instants("2026-11-26", "")).toEqual(["2026-11-26T00:00:00.000Z", null])
    expect(instants("", "2026-11-26")).toEqual([null, "2026-11-27T00:00:00.000Z"])
  })

  it.each([
    ["2026-02-30", ""],
    ["", "26.11.2026"],
    ["yesterday", ""],
    ["", "2026-13-01"],
  ])("that are none are said to be so: %s %s", (first, last) => {
    expect(readDays(first, last)).toEqual({
      since: null,
      until: null,
      fault: "Write a day as 2026-11-26.",
    })
  })

  it("in the wrong order are said to be so", () => {
    expect(readDays("2026-11-27", "2026-11-26").fault).toContain("after")
  })
})
