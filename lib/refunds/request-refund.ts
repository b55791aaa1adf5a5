import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { lockOrder } from "@/lib/purchases/store/orders"
import { planRefund, type RefundChoice } from "@/lib/refunds/rules"
import {
  findPayment,
  findRequest,
  findWaitingRequest,
  type PaidFor,
  recordRequest,
} from "@/lib/refunds/store/payments"

/** What somebody wants to have given back. */
export type RefundWish = {
  paidFor: PaidFor
  choice: RefundChoice
  /** Minor units that somebody was shown before they agreed; another sum is refused. */
  expected?: number | undefined
  /** Random, from the page that holds the button: a double click is the same request. */
  attempt: string
  reason: string
  /** Who does it, for the log. */
  actor: string
}

/**
 * Writes down that money is to go back, before Stripe is asked: a second click finds the same row, and
 * another administrator is told to wait for it. It stands in the audit log. Throws AppError "not-found",
 * "invalid" for an amount that cannot be, "conflict" where nothing can be given back.
 * @returns the request's id, and whether it was written by this very call
 */
export async function requestRefund(wish: RefundWish): Promise<{ id: string; isNew: boolean }> {
  const { paidFor, choice, attempt } = wish
  return transaction(async () => {
    // The index of waiting requests guards an invoice's; the lock makes an order's wait their turn.
    if ("checkoutId" in paidFor) await lockOrder(paidFor.checkoutId)
    const known = await findRequest(attempt)
    if (known) return { id: known.id, isNew: false }
    const payment = await findPayment(paidFor)
    if (!payment) throw new AppError("not-found", "There is no such payment.")
    if (await findWaitingRequest(paidFor)) throw isWaiting()
    const planned = planRefund(payment, choice)
    if (planned.outcome === "refused" || !payment.paymentIntentId) {
      const { field = null, message = "" } = planned.outcome === "refused" ? planned : {}
      throw new AppError(field ? "invalid" : "conflict", message)
    }
    const { amount, lineId, closesAccess } = planned.plan
    if (wish.expected !== undefined && wish.expected !== amount)
      throw new AppError(
        "conflict",
        "Something was given back meanwhile, so it would be another sum. Choose anew.",
      )
    const { currency, customerId, paymentIntentId: stripePaymentIntentId } = payment
    const request = { lineId, amount, currency, closesAccess, stripePaymentIntentId }
    if (!(await recordRequest({ id: attempt, ...paidFor, ...request, createdAt: now() })))
      throw isWaiting()
    await recordChange({
      actor: wish.actor,
      action: "checkoutId" in paidFor ? "order.refund" : "invoice.refund",
      subject:
        "checkoutId" in paidFor
          ? { kind: "order", id: paidFor.checkoutId }
          : { kind: "customer", id: customerId ?? "unknown" },
      before: null,
      after: {
        request: attempt,
        amount,
        currency,
        ...(lineId ? { line: lineId } : {}),
        ...("invoiceId" in paidFor ? { invoice: paidFor.invoiceId } : {}),
        closes: planned.plan.closing,
      },
      reason: wish.reason,
    })
    return { id: attempt, isNew: true }
  })
}

function isWaiting(): AppError {
  return new AppError(
    "conflict",
    "Another refund of this payment waits for Stripe’s answer. Open the page of refunds again and finish that one first.",
  )
}
