import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { paymentTime, type RevokedReason, revocationsOf } from "@/lib/purchases/rules"
import { type Candidate, mayReplace } from "@/lib/stripe/converge"

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
    ["appeal_needs_response", "disputed"],
    ["appeal_under_review", "disputed"],
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

describe("B21 what an administrator took back", () => {
  const taken = lines.map((line) => ({ ...line, purchase: { takenBackAt: new Date(0) } }))
  const states = (
    refunds: Parameters<typeof revocationsOf>[1],
    disputes: { status: "won" }[] = [],
  ) => Object.fromEntries(revocationsOf(taken, refunds, disputes))
  it("stays closed, whatever money says; what money says comes first", () => {
    expect(states([])).toEqual({ a: "taken_back", b: "taken_back" })
    expect(states([refund(500)], [{ status: "won" }])).toEqual({ a: "taken_back", b: "taken_back" })
    expect(states([refund(500, "b")])).toEqual({ a: "taken_back", b: "refunded" })
  })
})

// The life of a dispute as its events tell it, a second apart, beside a refund of one line.
const lives = [
  ["needs_response", "under_review", "won"],
  ["needs_response", "under_review", "lost"],
  ["needs_response", "lost", "appeal_needs_response", "appeal_under_review", "won"],
  ["needs_response", "lost", "appeal_under_review", "lost"],
  ["warning_needs_response", "warning_under_review", "warning_closed"],
  ["warning_needs_response", "needs_response", "won"],
  ["prevented"],
] as const
type Told = { status: (typeof lives)[number][number]; at: Date }

describe("B20 fault 20 a dispute whose events come in any order, and twice", () => {
  it.each(lives.map((life) => [life.join(", "), life] as const))("%s", (_, life) => {
    const told: Told[] = life.map((status, n) => ({ status, at: new Date(n * 1000) }))
    const { status } = told.at(-1) ?? { status: "prevented" as const }
    const truth: RevokedReason | null = ["lost", "needs_response"].includes(status)
      ? "disputed"
      : null
    const arrivals = fc
      .tuple(fc.shuffledSubarray(told, { minLength: told.length }), fc.subarray(told))
      .map(([once, again]) => [...once, ...again])
    fc.assert(
      fc.property(arrivals, fc.boolean(), (events, isLineBack) => {
        let held: { status: Told["status"]; stripeVersionAt: Date } | null = null
        for (const { status, at } of events) {
          const candidate: Pick<Candidate<unknown>, "versionAt" | "seenAt"> = {
            versionAt: at,
            seenAt: undefined,
          }
          if (mayReplace(held, candidate)) held = { status, stripeVersionAt: at }
        }
        const refunds = isLineBack ? [refund(500, "b")] : []
        expect(closed(refunds, held ? [held] : [])).toEqual({
          a: truth,
          b: isLineBack ? "refunded" : truth,
        })
      }),
    )
  })
})

describe("R48: when a payment counts as made", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
  const between = { begunAt: at(10), now: at(30) }

  it.each([
    ["when Stripe says", at(20), at(20)],
    ["now, where Stripe does not say", null, at(30)],
    ["now, where Stripe's clock is ahead", at(31), at(30)],
    ["when its order was begun, where Stripe's clock is behind", at(9), at(10)],
  ])("%s", (_words, told, expected) => {
    expect(paymentTime(told, between)).toEqual(expected)
  })
})
