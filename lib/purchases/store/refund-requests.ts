import { db } from "@/lib/db"

/**
 * Ties a refund to the request that it answers, in the transaction that writes its copy; where that was
 * to close access though only a part goes back, what it is about is taken back.
 */
export async function settleRequest(
  requestId: string,
  paidFor: { checkoutId: string } | { invoiceId: string },
  stripeRefundId: string,
  now: Date,
): Promise<void> {
  // Metadata is typed by people: only a request of this very payment counts.
  const [settled] = await db().refundRequest.updateManyAndReturn({
    where: { id: requestId, ...paidFor, stripeRefundId: null },
    data: { stripeRefundId, refusedBecause: null },
    select: { checkoutId: true, closesAccess: true },
  })
  if (!settled?.closesAccess || !settled.checkoutId) return
  await db().purchase.updateMany({
    where: { line: { checkoutId: settled.checkoutId }, takenBackAt: null },
    data: { takenBackAt: now },
  })
}
