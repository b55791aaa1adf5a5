import { expect, it } from "vitest"
import { consentText, deliveryConsent } from "@/lib/legal/delivery-consent"
import { type WithdrawalFacts, withdrawalFor } from "@/lib/refunds/withdrawal-rules"

const paidAt = new Date("2026-11-01T10:00:00Z")
const end = new Date("2026-11-15T10:00:00Z")
const before = new Date(end.getTime() - 1)
const order: WithdrawalFacts = {
  status: "paid",
  amountTotal: 1999,
  paidAt,
  withdrawnAt: null,
  hasConsent: true,
  openedAt: null,
  refunds: [],
  disputes: [],
}
const gave = (amount: number) => ({ amount, lineId: null, status: "succeeded" as const })

it.each([
  ["nothing was opened, at the payment", {}, paidAt],
  ["nothing was opened, at the last moment", {}, before],
  ["it was opened without consent to that", { hasConsent: false, openedAt: paidAt }, before],
  ["a part went back", { refunds: [gave(500)] }, before],
  ["a dispute was won", { disputes: [{ status: "won" as const }] }, before],
])("B22: a withdrawal is possible where %s", (_, change, at) => {
  expect(withdrawalFor({ ...order, ...change }, at)).toEqual({ isPossible: true, until: end })
})

it.each([
  ["opened", "it was opened, with consent", { openedAt: paidAt }, before],
  ["too-late", "fourteen days are over", {}, end],
  ["too-late", "they are over, without consent too", { hasConsent: false }, end],
  ["withdrawn", "it was done", { withdrawnAt: paidAt }, before],
  ["refunded", "the money is back", { refunds: [gave(1999)] }, before],
  ["disputed", "the bank is asked", { disputes: [{ status: "needs_response" as const }] }, before],
  ["free", "nothing was charged", { amountTotal: 0 }, before],
  ["not-paid", "it is withheld", { status: "withheld" }, before],
  ["not-paid", "it is not paid", { status: "open", paidAt: null }, before],
])("B22: it is not (%s) where %s", (reason, _, change, at) => {
  expect(withdrawalFor({ ...order, ...change }, at)).toEqual({ isPossible: false, reason })
})

it("B22: what was agreed to can be shown again by its version", () => {
  expect(consentText(deliveryConsent.version)).toBe(deliveryConsent.text)
  expect(consentText("1999-01-01")).toBeNull()
})
