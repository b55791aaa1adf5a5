import { describe, expect, it } from "vitest"
import {
  type TrialContext,
  type TrialRefusal,
  trialPeriod,
} from "@/lib/subscriptions/rules/trial-period"

const price = { amount: 900, period: { unit: "month", count: 1 }, trialDays: null } as const
const stranger: TrialContext = {
  startedBy: "customer",
  price,
  shopTrialDays: 14,
  hasPaid: false,
  hasSubscribed: false,
  provider: { trial: true },
  isMailboxUsed: false,
  isCardUsed: false,
}

type Condition = [row: string, refusal: TrialRefusal, broken: (c: TrialContext) => TrialContext]

const conditions: Condition[] = [
  ["R25", "not-self-service", (c) => ({ ...c, startedBy: "administrator" })],
  ["R26", "free", (c) => ({ ...c, price: { ...c.price, amount: 0 } })],
  ["R27", "not-recurring", (c) => ({ ...c, price: { ...c.price, period: null } })],
  ["R28", "paid-before", (c) => ({ ...c, hasPaid: true })],
  ["R29", "subscribed-before", (c) => ({ ...c, hasSubscribed: true })],
]

const combinations = Array.from({ length: 2 ** conditions.length }, (_, bits) => {
  const broken = conditions.filter((_condition, i) => bits & (1 << i))
  const context = broken.reduce((before, [, , change]) => change(before), stranger)
  return [
    broken.map(([row]) => row).join(" ") || "nothing",
    broken[0]?.[1] ?? null,
    context,
  ] as const
})

describe("who gets free days", () => {
  it.each(combinations)("R30: against it: %s → %s", (_rows, refusedBecause, context) => {
    expect(trialPeriod(context)).toEqual({ days: refusedBecause ? 0 : 14, refusedBecause })
  })

  it("R30: the five conditions have 32 combinations, and one of them gets a trial", () => {
    expect(new Set(combinations.map(([rows]) => rows)).size).toBe(32)
    expect(combinations.filter(([, refusal]) => refusal === null)).toHaveLength(1)
  })

  it.each([
    ["the shop's setting", 14, null, 14],
    ["the price's own", 14, 30, 30],
    ["a price's in a shop without", 0, 7, 7],
    ["none at this price", 14, 0, 0],
    ["none in the shop", 0, null, 0],
    ["less than nothing is none", -3, null, 0],
  ])("R24: %s", (_what, shopTrialDays, trialDays, days) => {
    const refusedBecause = days === 0 ? "no-trial" : null
    const context = { ...stranger, shopTrialDays, price: { ...price, trialDays } }
    expect(trialPeriod(context)).toEqual({ days, refusedBecause })
  })

  it.each<[what: string, Partial<TrialContext>, TrialRefusal]>([
    ["R25: the API begins without a trial", { startedBy: "api" }, "not-self-service"],
    ["R25: an import begins without a trial", { startedBy: "import" }, "not-self-service"],
    ["R32: who takes the payment knows no trials", { provider: { trial: false } }, "no-trial"],
    ["B67: the mailbox had its trial under another alias", { isMailboxUsed: true }, "mailbox-used"],
    ["B67: the card had its trial with another address", { isCardUsed: true }, "card-used"],
    ["B67: both were used", { isMailboxUsed: true, isCardUsed: true }, "mailbox-used"],
    [
      "B67: nobody is told of a card where there is no trial",
      { isCardUsed: true, shopTrialDays: 0 },
      "no-trial",
    ],
    [
      "B67: an old customer is told the first reason",
      { isCardUsed: true, hasPaid: true },
      "paid-before",
    ],
  ])("%s", (_what, change, refusedBecause) => {
    expect(trialPeriod({ ...stranger, ...change })).toEqual({ days: 0, refusedBecause })
  })
})
