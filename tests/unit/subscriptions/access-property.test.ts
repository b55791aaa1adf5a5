import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type AccessState, accessOf } from "@/lib/subscriptions/rules/access"

const first = Date.UTC(2027, 0, 1)

describe("when a subscription opens its groups, whatever Stripe says", () => {
  it("R1: the interval is half-open and never ends before it starts, whatever Stripe says", () => {
    const day = fc.integer({ min: 0, max: 400 }).map((n) => new Date(first + n * 86_400_000))
    const orNull = fc.option(day)
    const state = fc.record({
      status: fc.constantFrom(
        "incomplete",
        "incomplete_expired",
        "trialing",
        "active",
        "past_due",
        "canceled",
        "unpaid",
        "paused",
      ),
      isRecurring: fc.constant(true),
      startedAt: day,
      trialEndsAt: orNull,
      cancelAt: orNull,
      endedAt: orNull,
      pausedAt: orNull,
      isCollectionPaused: fc.boolean(),
      isVoid: fc.boolean(),
      periodStartsAt: day,
      periodEndsAt: day,
      paid: fc.array(
        fc.record({
          startsAt: day,
          endsAt: day,
          isFree: fc.boolean(),
          closed: fc.constantFrom(null, "refunded", "disputed"),
        }),
        { maxLength: 4 },
      ),
    }) satisfies fc.Arbitrary<AccessState>
    const anySettings = fc.record({
      graceDays: fc.integer({ min: 0, max: 30 }),
      opensWhilePaused: fc.boolean(),
    })
    fc.assert(
      fc.property(state, anySettings, (one, own) => {
        const access = accessOf(one, own)
        if (!access?.endsAt) return
        expect(access.endsAt.getTime()).toBeGreaterThanOrEqual(access.startsAt.getTime())
        if (one.endedAt && one.endedAt >= one.startedAt)
          expect(access.endsAt.getTime()).toBeLessThanOrEqual(
            Math.max(one.endedAt.getTime(), ...one.paid.map(({ endsAt }) => endsAt.getTime())),
          )
      }),
      { numRuns: 2_000 },
    )
  })
})
