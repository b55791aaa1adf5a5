import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import { makePaidOrder } from "@/tests/support/factories"

/** Orders of one customer's with which an administrator has something to do. */
export type OddOrders = {
  /** Closed by an administrator. */
  closedOrderId: string
  /** Paid otherwise than asked. */
  withheldOrderId: string
  /** With a payment that could be given back. */
  chargedOrderId: string
}

export async function makeOddOrders(email: string): Promise<OddOrders> {
  const closed = await makePaidOrder({ email })
  const at = new Date()
  await db().purchase.update({ where: { id: closed.purchaseId }, data: { takenBackAt: at } })
  await db().entitlement.update({
    where: { purchaseId: closed.purchaseId },
    data: { revokedAt: at, revokedReason: "taken_back" },
  })
  const withheld = await makePaidOrder({ email, status: "withheld" })
  const { id: chargedOrderId } = await makePaidOrder({ email })
  await db().checkout.update({
    where: { id: chargedOrderId },
    data: { stripePaymentIntentId: `pi_${newId()}` },
  })
  // One whose receipt came back.
  const { id: lostOrderId } = await makePaidOrder({ email })
  await db().mail.create({
    data: {
      id: newId(),
      kind: "receipt",
      subject: lostOrderId,
      recipient: email,
      sentAt: at,
      bouncedAt: at,
    },
  })
  return { closedOrderId: closed.id, withheldOrderId: withheld.id, chargedOrderId }
}
