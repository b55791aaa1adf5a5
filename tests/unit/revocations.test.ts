import { describe, expect, it } from "vitest"
import { revocationsOf } from "@/lib/purchases/rules"

const lines = [
  { id: "a", amountTotal: 1000 },
  { id: "b", amountTotal: 500 },
]
const refund = (amount: number, lineId: string | null = null, status = "succeeded" as const) => ({
  amount,
  lineId,
  status,
})

function closed(
  refunds: Parameters<typeof revocationsOf>[1],
  disputes: Parameters<typeof revocationsOf>[2] = [],
) {
  return Object.fromEntries(revocationsOf(lines, refunds, disputes))
}

describe("what a refund closes", () => {
  it("B17 all of it, once everything was given back", () => {
    expect(closed([refund(1500)])).toEqual({ a: "refunded", b: "refunded" })
    expect(closed([refund(700), refund(800)])).toEqual({ a: "refunded", b: "refunded" })
  })
  it("B18 nothing, when only an amount was given back", () => {
    expect(closed([refund(1000)])).toEqual({ a: null, b: null })
  })
  it("B18 exactly the line that was given back", () => {
    expect(closed([refund(1000, "a")])).toEqual({ a: "refunded", b: null })
    expect(closed([refund(400, "a")])).toEqual({ a: null, b: null })
  })
  it("nothing, when the refund failed after all", () => {
    const failed = { amount: 1500, lineId: null, status: "failed" as const }
    expect(closed([failed])).toEqual({ a: null, b: null })
  })
})

describe("B20 what a dispute closes", () => {
  it.each([
    ["needs_response", "disputed"],
    ["under_review", "disputed"],
    ["lost", "disputed"],
    ["won", null],
    ["warning_needs_response", null],
    ["warning_under_review", null],
    ["warning_closed", null],
    ["prevented", null],
  ] as const)("%s: %s", (status, expected) => {
    expect(closed([], [{ status }])).toEqual({ a: expected, b: expected })
  })
  it("a won dispute does not open what was refunded", () => {
    expect(closed([refund(1500)], [{ status: "won" }])).toEqual({ a: "refunded", b: "refunded" })
    expect(closed([refund(500, "b")], [{ status: "won" }])).toEqual({ a: null, b: "refunded" })
  })
})
