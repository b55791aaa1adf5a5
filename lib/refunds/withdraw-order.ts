import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { findOrderOf } from "@/lib/delivery/find-order"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"
import { lockOrder, saveRevocations } from "@/lib/purchases/store/orders"
import { enqueue } from "@/lib/queue"
import { payWithdrawal } from "@/lib/refunds/pay-withdrawal"
import { planRefund } from "@/lib/refunds/rules"
import { findPayment, findWaitingRequest, recordRequest } from "@/lib/refunds/store/payments"
import { findWithdrawalFacts, saveWithdrawn } from "@/lib/refunds/store/withdrawals"
import { withdrawalFor } from "@/lib/refunds/withdrawal-rules"
import { newId } from "@/lib/tokens"

/**
 * Withdraws from an order by its private link, where the law grants that: what it opened closes at once,
 * its buyer is mailed a receipt of the withdrawal, and all that is left of the money goes back, by a job
 * where Stripe does not answer. Once: again, it is refused. Throws AppError "not-found" and "conflict".
 */
export async function withdrawOrder(token: string): Promise<void> {
  const found = await findOrderOf(token)
  if (!found) throw new AppError("not-found", "There is no such order.")
  const requestId = await transaction(() => withdraw(found.id))
  try {
    await payWithdrawal(requestId)
  } catch (error) {
    // The job asks Stripe again.
    if (!(error instanceof AppError)) throw error
  }
}

async function withdraw(orderId: string): Promise<string> {
  const paidFor = { checkoutId: orderId }
  const at = now()
  await lockOrder(orderId)
  const [facts, payment] = [await findWithdrawalFacts(orderId), await findPayment(paidFor)]
  if (!facts || !payment?.paymentIntentId || !withdrawalFor(facts, at).isPossible)
    throw new AppError("conflict", "A withdrawal is not possible. The order’s page says why.")
  const planned = planRefund(payment, { what: "full" })
  if (planned.outcome === "refused" || (await findWaitingRequest(paidFor)))
    throw new AppError("conflict", "This order is being refunded already.")
  const id = newId()
  await recordRequest({
    id,
    ...paidFor,
    lineId: null,
    stripePaymentIntentId: payment.paymentIntentId,
    currency: payment.currency,
    amount: planned.plan.amount,
    closesAccess: true,
    createdAt: at,
  })
  await saveWithdrawn(orderId, at)
  await saveRevocations(orderId, at)
  if (payment.email)
    await recordMail({ kind: "withdrawal", subject: orderId, recipient: payment.email })
  await enqueue("pay-withdrawal", { requestId: id })
  return id
}
