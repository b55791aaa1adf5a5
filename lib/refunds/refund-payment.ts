import { type RefundWish, requestRefund } from "@/lib/refunds/request-refund"
import { sendRefund } from "@/lib/refunds/send-refund"
import type { RequestRow } from "@/lib/refunds/store/payments"

/**
 * Gives an order's or an invoice's money back: in full, a line, or an amount. Access follows as it does
 * when Stripe tells of the refund. Safe to send again with the same attempt: one refund. Throws what
 * `requestRefund` and `sendRefund` throw.
 */
export async function refundPayment(wish: RefundWish): Promise<RequestRow> {
  const { id, isNew } = await requestRefund(wish)
  return sendRefund(id, isNew)
}
