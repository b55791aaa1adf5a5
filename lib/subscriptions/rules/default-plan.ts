import type { Interval } from "@/lib/subscriptions/rules/periods"

/**
 * The times from `from` on in which nothing covers a customer: where the default plan is theirs. In
 * order, half-open, none touching the next, and together with `covered` all of the time from `from` for
 * ever. `covered` may overlap, be in any order and begin before; what is empty or ends before it begins
 * covers nothing. What was before `from` is history and is not looked at: a change of the default plan
 * asks again from its own moment.
 */
export function uncovered(covered: Interval[], from: Date): Interval[] {
  const gaps: Interval[] = []
  let open = from
  for (const { startsAt, endsAt } of inOrder(covered)) {
    if (open < startsAt) gaps.push({ startsAt: open, endsAt: startsAt })
    if (endsAt === null) return gaps
    if (open < endsAt) open = endsAt
  }
  return [...gaps, { startsAt: open, endsAt: null }]
}

function inOrder(covered: Interval[]): Interval[] {
  return covered
    .filter(({ startsAt, endsAt }) => endsAt === null || startsAt < endsAt)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}
