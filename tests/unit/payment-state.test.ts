import { expect, test } from "vitest"
import { invoiceState, isFresh, type PaymentState, paymentState } from "@/lib/account/rules"

type Payment = Parameters<typeof paymentState>[0]
const paid: Payment = { status: "paid", amountTotal: 1000, refunds: [], disputes: [] }
const back = (amount: number, status: "succeeded" | "pending" | "failed" = "succeeded") => ({
  amount,
  status,
})

const cases: [string, Partial<Payment>, PaymentState][] = [
  ["paid", {}, { state: "paid" }],
  ["asked for, and free", { amountTotal: 0 }, { state: "free" }],
  ["on its way", { status: "processing" }, { state: "processing" }],
  ["open in Stripe's page", { status: "open" }, { state: "processing" }],
  ["not arrived", { status: "failed" }, { state: "failed" }],
  ["lapsed", { status: "expired" }, { state: "failed" }],
  ["not what was asked", { status: "withheld" }, { state: "withheld" }],
  [
    "not what was asked, and given back",
    { status: "withheld", refunds: [back(1000)] },
    { state: "refunded", amount: 1000 },
  ],
  ["given back in part", { refunds: [back(300)] }, { state: "refunded-in-part", amount: 300 }],
  [
    "given back in two parts",
    { refunds: [back(300), back(700)] },
    { state: "refunded", amount: 1000 },
  ],
  ["on its way back", { refunds: [back(1000, "pending")] }, { state: "refunded", amount: 1000 }],
  ["not given back after all", { refunds: [back(1000, "failed")] }, { state: "paid" }],
  ["disputed", { disputes: [{ status: "needs_response" }] }, { state: "disputed" }],
  [
    "disputed and given back in part",
    { disputes: [{ status: "under_review" }], refunds: [back(1)] },
    { state: "disputed" },
  ],
  [
    "disputed and given back",
    { disputes: [{ status: "under_review" }], refunds: [back(1000)] },
    { state: "refunded", amount: 1000 },
  ],
  ["taken back by the bank", { disputes: [{ status: "lost" }] }, { state: "charged-back" }],
  ["a dispute that the shop won", { disputes: [{ status: "won" }] }, { state: "paid" }],
  ["an early warning", { disputes: [{ status: "warning_needs_response" }] }, { state: "paid" }],
]

test.each(cases)("D10: a payment that is %s says so", (_, change, expected) => {
  expect(paymentState({ ...paid, ...change })).toEqual(expected)
})

type Billed = Parameters<typeof invoiceState>[0]
const billed: Billed = {
  status: "paid",
  amountPaid: 900,
  attemptCount: 1,
  refunds: [],
  disputes: [],
}
const invoices: [string, Partial<Billed>, PaymentState][] = [
  ["paid", {}, { state: "paid" }],
  ["paid by a credit", { amountPaid: 0 }, { state: "paid" }],
  ["not charged yet", { status: "open", attemptCount: 0 }, { state: "open" }],
  ["refused, and tried again", { status: "open", attemptCount: 2 }, { state: "failed" }],
  ["given up", { status: "uncollectible", attemptCount: 4 }, { state: "failed" }],
  ["given up untried", { status: "uncollectible", attemptCount: 0 }, { state: "failed" }],
  ["given back in part", { refunds: [back(300)] }, { state: "refunded-in-part", amount: 300 }],
  ["given back", { refunds: [back(900)] }, { state: "refunded", amount: 900 }],
  [
    "given back as far as it was charged",
    { amountPaid: 400, refunds: [back(400)] },
    { state: "refunded", amount: 400 },
  ],
  ["disputed", { disputes: [{ status: "needs_response" }] }, { state: "disputed" }],
  ["taken back by the bank", { disputes: [{ status: "lost" }] }, { state: "charged-back" }],
]

test.each(invoices)("D10: an invoice that is %s says so", (_, change, expected) => {
  expect(invoiceState({ ...billed, ...change })).toEqual(expected)
})

test("a sign-in is fresh for fifteen minutes, not a second longer", () => {
  const now = new Date("2026-11-21T12:00:00Z")
  expect(isFresh(new Date("2026-11-21T11:45:00.001Z"), now)).toBe(true)
  expect(isFresh(new Date("2026-11-21T11:45:00Z"), now)).toBe(false)
})
