import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type CheckoutStatus,
  mismatchOf,
  nextStatus,
  type SessionState,
  settleLines,
} from "@/lib/checkout/rules"

const open: SessionState = { status: "open", paymentStatus: "unpaid", paymentFailed: false }
const unpaid: SessionState = { ...open, status: "complete" }
const failed: SessionState = { ...unpaid, paymentFailed: true }
const expired: SessionState = { ...open, status: "expired" }
const paid: SessionState = { ...unpaid, paymentStatus: "paid" }
const free: SessionState = { ...unpaid, paymentStatus: "no_payment_required" }

describe("an order's state", () => {
  it.each<[CheckoutStatus, SessionState, CheckoutStatus]>([
    ["open", open, "open"],
    ["open", unpaid, "processing"],
    ["open", paid, "paid"],
    ["open", free, "paid"],
    ["open", expired, "expired"],
    ["processing", unpaid, "processing"],
    ["processing", failed, "failed"],
    ["processing", paid, "paid"],
    ["failed", unpaid, "failed"],
    ["failed", paid, "paid"],
    ["expired", open, "expired"],
    ["expired", paid, "paid"],
    ["paid", failed, "paid"],
    ["paid", expired, "paid"],
    ["withheld", paid, "withheld"],
  ])("B7 %s moves on %o to %s", (current, session, expected) => {
    expect(nextStatus(current, session)).toBe(expected)
  })

  it("B7 is never paid while the money is not here", () => {
    const unpaidStates = [open, unpaid, failed, expired]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...unpaidStates)), (history) => {
        const end = history.reduce<CheckoutStatus>(nextStatus, "open")
        expect(end).not.toBe("paid")
      }),
    )
  })

  it("B3 ends paid wherever in the history the payment stands, and however often", () => {
    const any = fc.constantFrom(open, unpaid, failed, expired, paid)
    fc.assert(
      fc.property(fc.array(any), fc.array(any), (before, after) => {
        expect([...before, paid, ...after].reduce<CheckoutStatus>(nextStatus, "open")).toBe("paid")
      }),
    )
  })
})

describe("what was charged", () => {
  const asked = { currency: "usd", amountSubtotal: 1900 }
  it("fits the order when currency and subtotal do, whatever the tax", () => {
    expect(mismatchOf(asked, { ...asked, email: "a@example.com" })).toBeNull()
  })
  it("fault 18 does not fit with another amount, another currency, or nobody's address", () => {
    expect(mismatchOf(asked, { ...asked, amountSubtotal: 1, email: "a@example.com" })).toMatch(/1/)
    expect(mismatchOf(asked, { ...asked, currency: "eur", email: "a@example.com" })).toMatch(/EUR/)
    expect(mismatchOf(asked, { ...asked, email: null })).toMatch(/email/)
  })
})

describe("an order's lines", () => {
  it("share tax and total to the last minor unit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 30_000 }),
        (subtotals, amountTax) => {
          const sum = subtotals.reduce((all, one) => all + one, 0)
          const tax = sum === 0 ? 0 : amountTax
          const lines = settleLines(subtotals, { amountTax: tax, amountTotal: sum + tax })
          expect(lines.reduce((all, line) => all + line.amountTax, 0)).toBe(tax)
          expect(lines.reduce((all, line) => all + line.amountTotal, 0)).toBe(sum + tax)
          expect(lines.every((line) => line.amountTax >= 0 && line.amountTotal >= 0)).toBe(true)
        },
      ),
    )
  })
})
