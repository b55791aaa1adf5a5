import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { uncovered } from "@/lib/subscriptions/rules/default-plan"
import { type Interval, isWithin } from "@/lib/subscriptions/rules/periods"

const last = 30

type Span = [start: number, end: number | null]

describe("the times of the default plan", () => {
  it.each<[what: string, covered: Span[], from: number, gaps: Span[]]>([
    ["R21: a new customer has it for ever", [], 3, [[3, null]]],
    ["R21: a paid month pushes it out", [[3, 6]], 3, [[6, null]]],
    [
      "R21: a paid month to come splits it",
      [[5, 8]],
      3,
      [
        [3, 5],
        [8, null],
      ],
    ],
    ["R21: it resumes when what is paid ends", [[1, 4]], 3, [[4, null]]],
    ["R21: what never ends leaves no more of it", [[5, null]], 3, [[3, 5]]],
    ["R21: what covers all leaves nothing", [[3, null]], 3, []],
    [
      "R21: two that follow each other leave no gap",
      [
        [3, 5],
        [5, 8],
      ],
      3,
      [[8, null]],
    ],
    [
      "R21: two that overlap count as one",
      [
        [4, 9],
        [5, 6],
      ],
      3,
      [
        [3, 4],
        [9, null],
      ],
    ],
    [
      "R21: in any order",
      [
        [8, 9],
        [4, 5],
      ],
      3,
      [
        [3, 4],
        [5, 8],
        [9, null],
      ],
    ],
    [
      "R21: what is empty splits nothing",
      [
        [5, 5],
        [7, 6],
      ],
      3,
      [[3, null]],
    ],
    ["R22: what is over stays as it was", [[1, 2]], 3, [[3, null]]],
    [
      "R22: switched in the middle of a paid month",
      [
        [1, 7],
        [9, 10],
      ],
      3,
      [
        [7, 9],
        [10, null],
      ],
    ],
  ])("%s", (_what, covered, from, gaps) => {
    expect(uncovered(covered.map(toInterval), at(from))).toEqual(gaps.map(toInterval))
  })

  it("R21, R22: every moment is either covered or of the default plan, and of one span of it", () => {
    const days = fc.integer({ min: 0, max: last })
    const spans = fc.array(fc.tuple(days, fc.option(days, { freq: 6 })), { maxLength: 8 })
    fc.assert(
      fc.property(spans, days, (written, from) => {
        const covered = written.map(toInterval)
        const before = structuredClone(covered)
        const gaps = uncovered(covered, at(from))
        for (let moment = 0; moment <= last + 1; moment += 0.5) {
          const isCovered = covered.some((one) => isWithin(one, at(moment)))
          const of = gaps.filter((gap) => isWithin(gap, at(moment)))
          expect(of, String(moment)).toHaveLength(moment >= from && !isCovered ? 1 : 0)
        }
        for (const [i, gap] of gaps.entries()) {
          expect(gap.endsAt === null || gap.startsAt < gap.endsAt).toBe(true)
          const next = gaps[i + 1]
          if (next) expect(gap.endsAt !== null && gap.endsAt < next.startsAt).toBe(true)
        }
        expect(covered).toEqual(before)
      }),
    )
  })
})

function at(day: number): Date {
  return new Date(Date.UTC(2026, 0, 1) + day * 86_400_000)
}

function toInterval([start, end]: Span): Interval {
  return { startsAt: at(start), endsAt: end === null ? null : at(end) }
}
