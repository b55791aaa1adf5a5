import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"
import { findWholeOrder } from "@/lib/purchases/store/whole-order"
import { newId } from "@/lib/tokens"

/**
 * Mails the receipt of a paid order once more, to its buyer's address of today; it stands in the audit
 * log. Throws AppError "not-found" where nothing was paid, or nobody is left to mail it to.
 * @param actor who does it, for the log
 */
export async function resendReceipt(orderId: string, actor: string): Promise<void> {
  await transaction(async () => {
    const order = await findWholeOrder(orderId)
    const recipient = order?.customer?.email
    if (order?.status !== "paid" || !recipient)
      throw new AppError("not-found", "There is no receipt to send.")
    await recordMail({ kind: "receipt", subject: `${orderId}/${newId()}`, recipient })
    await recordChange({
      actor,
      action: "order.resend-receipt",
      subject: { kind: "order", id: orderId },
      before: null,
      after: { mailed: true },
    })
  })
}
