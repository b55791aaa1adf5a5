import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { alertOwner } from "@/lib/mail/alert-owner"
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
    await transaction(() => alertOwner(requestId, message))
  }
}
