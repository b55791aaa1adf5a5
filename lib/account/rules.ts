import { MINUTE } from "@/lib/clock"
import { refunded } from "@/lib/purchases/rules"
import type { DisputeSnapshot, RefundSnapshot } from "@/lib/stripe/snapshots"

/** How an order or an invoice stands, for the one who paid it. Amount given back in minor units. */
export type PaymentState =
  | {
      state:
        | "paid"
        | "free"
        | "processing"
        | "open"
        | "failed"
        | "withheld"
        | "disputed"
        | "charged-back"
    }
  | { state: "refunded" | "refunded-in-part"; amount: number }

type Payment = {
  status: "open" | "processing" | "paid" | "expired" | "failed" | "withheld"
  amountTotal: number
  refunds: { amount: number; status: RefundSnapshot["status"] }[]
  disputes: { status: DisputeSnapshot["status"] }[]
}

const disputeIsOpen = new Set<DisputeSnapshot["status"]>([
  "needs_response",
  "under_review",
  "appeal_needs_response",
  "appeal_under_review",
])

/**
 * The one word for a payment. What went back in full is over, whatever else happened; an open or lost
 * dispute says more than a refund of a part. Money on its way back counts as given back.
 */
export function paymentState({ status, amountTotal, refunds, disputes }: Payment): PaymentState {
  const amount = refunded(refunds)
  if (status === "withheld" || status === "paid") {
    if (amountTotal > 0 && amount >= amountTotal) return { state: "refunded", amount }
    if (disputes.some((one) => disputeIsOpen.has(one.status))) return { state: "disputed" }
    if (disputes.some((one) => one.status === "lost")) return { state: "charged-back" }
    if (amount > 0) return { state: "refunded-in-part", amount }
    if (status === "withheld") return { state: "withheld" }
    return { state: amountTotal === 0 ? "free" : "paid" }
  }
  return { state: status === "failed" || status === "expired" ? "failed" : "processing" }
}

type Billed = Pick<Payment, "refunds" | "disputes"> & {
  status: "draft" | "open" | "paid" | "uncollectible" | "void"
  amountPaid: number
  attemptCount: number
}

/**
 * The one word for an invoice of a subscription, by the same rules as for an order. One that nobody has
 * tried to charge is open; one whose last try failed has not arrived, though it may be tried again.
 */
export function invoiceState({ status, amountPaid, attemptCount, ...back }: Billed): PaymentState {
  const isUntried = (status === "draft" || status === "open") && attemptCount === 0
  if (status !== "paid") return { state: isUntried ? "open" : "failed" }
  // What a credit paid cannot come back.
  if (amountPaid === 0) return { state: "paid" }
  return paymentState({ ...back, status, amountTotal: amountPaid })
}

/** Seconds after signing in within which an account may be deleted. */
export const FRESH_SECONDS = 15 * MINUTE

/** Whether somebody signed in so lately that they need not do it again before they delete all. */
export function isFresh(signedInAt: Date, now: Date): boolean {
  return now.getTime() - signedInAt.getTime() < FRESH_SECONDS * 1000
}
