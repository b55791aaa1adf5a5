import { transaction } from "@/lib/db"
import { env, supportEmail } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"
import { sendRefund } from "@/lib/refunds/send-refund"

/**
 * Gives back the money of an order from which its buyer has withdrawn. Safe to run any number of times.
 * Where Stripe refuses it, the owner is told, for the buyer has a right to it. Throws where Stripe does
 * not answer.
 */
export async function payWithdrawal(requestId: string): Promise<void> {
  try {
    await sendRefund(requestId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error
    const message = `A buyer withdrew from an order, and the money could not be given back. ${error.message} Give it back another way. (Request ${requestId}.)`
    const recipients = env().ADMIN_EMAILS.length > 0 ? env().ADMIN_EMAILS : [supportEmail()]
    await transaction(async () => {
      for (const recipient of recipients)
        await recordMail({ kind: "alert", subject: requestId, recipient, payload: { message } })
    })
  }
}
