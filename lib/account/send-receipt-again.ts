import { findPayment } from "@/lib/account/store/payments"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"
import { takeRate } from "@/lib/rate-limit"
import { newId } from "@/lib/tokens"

/**
 * Mails the receipt of a paid order, or of a paid invoice, once more, to its customer's address of today.
 * Each request is a mail of its own, so its subject is the order's id with the request's behind it.
 * Throws AppError "not-found" for another's, "rate-limited" for too many.
 */
export async function sendReceiptAgain(
  customer: { customerId: string; email: string },
  paymentId: string,
): Promise<void> {
  const payment = await findPayment(customer.customerId, paymentId)
  if (payment?.status !== "paid") throw new AppError("not-found", "There is no such receipt.")
  await takeRate("receipt", customer.customerId)
  await transaction(() =>
    recordMail({
      kind: payment.kind === "order" ? "receipt" : "invoice_paid",
      subject: `${payment.id}/${newId()}`,
      recipient: customer.email,
    }),
  )
}
