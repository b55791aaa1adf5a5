import { recordChange } from "@/lib/audit/store"
import { settleLines } from "@/lib/checkout/rules"
import { findWithheld, saveLineAmounts, saveSettlement } from "@/lib/checkout/store/settlement"
import { now } from "@/lib/clock"
import { saveCustomer } from "@/lib/customers/store/customers"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"
import { lockOrder, recordPurchases, saveRevocations } from "@/lib/purchases/store/orders"

/**
 * Gives an order that was withheld to its buyer, for what they paid: somebody has looked, and it is
 * right. It stands in the audit log. Throws AppError "not-found", and "conflict" where it is not withheld
 * any more, or nobody is known to give it to.
 */
export async function releaseOrder(release: {
  orderId: string
  reason: string
  /** Who does it, for the log. */
  actor: string
}): Promise<void> {
  const { orderId, reason, actor } = release
  await transaction(async () => {
    if (!(await lockOrder(orderId)))
      throw new AppError("not-found", `There is no order ${orderId}.`)
    const order = await findWithheld(orderId)
    if (!order) throw new AppError("conflict", "This order is not withheld.")
    const email = order.customer?.email ?? order.email
    if (!email || order.erasedAt)
      throw new AppError(
        "conflict",
        "Nobody is known to give this order to: it was paid without an address, or its buyer was forgotten. Refund it.",
      )
    const customerId =
      order.customer?.id ?? (await saveCustomer({ email, name: null, locale: order.locale }))
    await saveSettlement(orderId, { status: "paid", customerId })
    const amounts = settleLines(
      order.lines.map((line) => line.amountSubtotal),
      order,
    )
    await saveLineAmounts(
      order.lines.map(({ id }, at) => ({
        id,
        ...(amounts[at] ?? { amountTax: 0, amountTotal: 0 }),
      })),
    )
    await recordPurchases(orderId, customerId, now())
    // It may have been refunded or disputed while it was withheld.
    await saveRevocations(orderId, now())
    await recordMail({ kind: "receipt", subject: orderId, recipient: email })
    await recordChange({
      actor,
      action: "order.release",
      subject: { kind: "order", id: orderId },
      before: { status: "withheld", because: order.withheldReason ?? "unknown" },
      after: { status: "paid" },
      reason,
    })
  })
}
