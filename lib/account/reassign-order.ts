import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { readAddress } from "@/lib/customers/rules"
import { moveOrder } from "@/lib/customers/store/move-order"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { recordMail, recordReceiptsVoid } from "@/lib/mail/store/mails"
import { lockOrder } from "@/lib/purchases/store/orders"
import { saveLinkRotated } from "@/lib/purchases/store/purchases"
import { findWholeOrder } from "@/lib/purchases/store/whole-order"
import { newId } from "@/lib/tokens"

/**
 * Gives a paid order to another address: purchases, library and receipts follow. Whoever had it has it
 * no more, at once: the private link is void, so are downloads and streams under way, the browser that
 * began it, and receipts that were not sent yet. It stands in the audit log. Throws AppError "not-found",
 * "invalid" for what is no address, "conflict" where there is nobody to take it from or it is theirs.
 * @returns the address as it is kept
 */
export async function reassignOrder(change: {
  orderId: string
  /** As typed. */
  to: string
  /** Whether the receipt is mailed there, with the new private link. */
  mails: boolean
  reason: string
  /** Who does it, for the log. */
  actor: string
}): Promise<string> {
  const { orderId, mails, reason, actor } = change
  const to = readAddress(change.to)
  return transaction(async () => {
    await lockOrder(orderId)
    const order = await findWholeOrder(orderId)
    if (!order) throw new AppError("not-found", `There is no order ${orderId}.`)
    if (order.erasedAt || order.status !== "paid" || !order.customer?.email)
      throw new AppError(
        "conflict",
        order.erasedAt || order.status === "paid"
          ? "Its buyer was forgotten at their wish: nothing of theirs can be given to anybody."
          : "Only a paid order can be given to another address.",
      )
    if (order.customer.email === to) throw new AppError("conflict", `The order is ${to}’s already.`)
    const customerId = await moveOrder(orderId, to, now())
    await saveLinkRotated(orderId)
    await recordReceiptsVoid(orderId, now())
    if (mails)
      await recordMail({ kind: "receipt", subject: `${orderId}/${newId()}`, recipient: to })
    await recordChange({
      actor,
      action: "order.reassign",
      subject: { kind: "order", id: orderId },
      before: { customer: order.customer.id },
      after: { customer: customerId, mailed: mails },
      reason,
    })
    // Each of the two customers' own page tells of it, without the other's address.
    for (const [id, action] of [
      [order.customer.id, "customer.order-taken"],
      [customerId, "customer.order-given"],
    ] as const)
      await recordChange({
        actor,
        action,
        subject: { kind: "customer", id },
        before: null,
        after: { order: orderId },
        reason,
      })
    return to
  })
}
