import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { refunded } from "@/lib/purchases/rules"
import { type Payment, planRefund, type RefundChoice } from "@/lib/refunds/rules"

const order: Payment = {
  paidFor: { checkoutId: "c" },
  isPaid: true,
  paymentIntentId: "pi_1",
  currency: "usd",
  amountPaid: 3000,
  lines: [
    { id: "a", title: "A", amountTotal: 1000, purchase: { takenBackAt: null } },
    { id: "b", title: "B", amountTotal: 2000, purchase: { takenBackAt: null } },
  ],
  refunds: [],
  disputes: [],
}
const gave = (amount: number, lineId: string | null = null) => ({
  amount,
  lineId,
  status: "succeeded" as const,
})
const amount = (typed: string, closesAccess = false): RefundChoice => ({
  what: "amount",
  typed,
  closesAccess,
})
const line = (lineId: string): RefundChoice => ({ what: "line", lineId })

describe("B18: what a refund will give back and close", () => {
  it.each([
    ["all of it", order, { what: "full" }, 3000, ["A", "B"]],
    ["what is left of it", { ...order, refunds: [gave(500)] }, { what: "full" }, 2500, ["A", "B"]],
    ["one line", order, line("b"), 2000, ["B"]],
    ["what is left of a line", { ...order, refunds: [gave(300, "a")] }, line("a"), 700, ["A"]],
    ["an amount", order, amount("12.50"), 1250, []],
    ["an amount, with access", order, amount("12.50", true), 1250, ["A", "B"]],
    ["the rest as an amount", { ...order, refunds: [gave(2000)] }, amount("10"), 1000, ["A", "B"]],
    ["the other line", { ...order, refunds: [gave(1000, "a")] }, line("b"), 2000, ["B"]],
  ] as const)("%s", (_, payment, choice, expected, closing) => {
    const found = planRefund({ ...payment, refunds: [...payment.refunds] }, choice)
    if (found.outcome !== "planned") throw new Error(found.message)
    expect(found.plan.amount).toBe(expected)
    expect(found.plan.closing).toEqual(closing)
  })

  it.each([
    ["more than is left", { ...order, refunds: [gave(2900)] }, amount("1.01"), "At most 1.00 USD"],
    ["nothing", order, amount("0"), "above zero"],
    ["no amount", order, amount("ten"), "such as 30.00"],
    ["half a cent", order, amount("1.005"), "such as 30.00"],
    ["a line that is not its own", order, line("x"), "not of this order"],
    ["a line twice", { ...order, refunds: [gave(1000, "a")] }, line("a"), "already"],
    [
      "a line of which an amount went",
      { ...order, refunds: [gave(1500)] },
      line("b"),
      "Only 15.00",
    ],
    ["what is all back", { ...order, refunds: [gave(3000)] }, { what: "full" }, "Everything"],
    ["what was free", { ...order, amountPaid: 0 }, { what: "full" }, "Nothing was charged"],
    ["what is not paid", { ...order, isPaid: false }, { what: "full" }, "Nothing was charged"],
  ] as const)("is refused of %s", (_, payment, choice, words) => {
    const found = planRefund({ ...payment, refunds: [...payment.refunds] }, choice)
    expect(found).toMatchObject({ outcome: "refused" })
    expect(found.outcome === "refused" && found.message).toContain(words)
  })

  it("takes currencies without decimals and with three as they are", () => {
    const yen = planRefund({ ...order, currency: "jpy" }, amount("500"))
    expect(yen).toMatchObject({ plan: { amount: 500 } })
    const dinar = planRefund({ ...order, currency: "kwd" }, amount("1.250"))
    expect(dinar).toMatchObject({ plan: { amount: 1250 } })
  })
})

test.each([
  ["needs_response", false],
  ["under_review", false],
  ["appeal_under_review", false],
  ["lost", false],
  ["won", true],
  ["warning_needs_response", true],
  ["warning_closed", true],
  ["prevented", true],
] as const)("B20: with a dispute that is %s a refund is possible: %s", (status, possible) => {
  const found = planRefund({ ...order, disputes: [{ status }] }, { what: "full" })
  expect(found.outcome === "planned").toBe(possible)
})

test("B19: of an invoice a part keeps its period open, and all of it closes that period", () => {
  const invoice = { ...order, paidFor: { invoiceId: "i" }, lines: [] }
  expect(planRefund(invoice, amount("29.99"))).toMatchObject({ plan: { closing: [] } })
  expect(planRefund(invoice, { what: "full" })).toMatchObject({ plan: { staying: [] } })
})

test("however many refunds are asked for, no more goes back than was paid", () => {
  const choices = fc.array(
    fc.oneof(
      fc.constant<RefundChoice>({ what: "full" }),
      fc.constantFrom("a", "b").map(line),
      fc.nat(4000).map((cents) => amount((cents / 100).toFixed(2))),
    ),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(choices, (asked) => {
      const refunds: Payment["refunds"] = []
      for (const choice of asked) {
        const found = planRefund({ ...order, refunds: [...refunds] }, choice)
        if (found.outcome === "planned") refunds.push(gave(found.plan.amount, found.plan.lineId))
      }
      expect(refunded(refunds)).toBeLessThanOrEqual(order.amountPaid)
    }),
  )
})
