import { expect } from "vitest"
import { db } from "@/lib/db"
import { revocationsOf } from "@/lib/purchases/rules"

/**
 * What must hold after every fault: one purchase and one entitlement for each paid line, open or
 * closed as refunds and disputes say; none for what is not paid; one receipt a paid order; every
 * event applied, or visibly waiting with a reason.
 */
export async function checkInvariants(): Promise<void> {
  const orders = await db().checkout.findMany({
    include: {
      lines: { include: { purchase: { include: { entitlement: true } } } },
      refunds: true,
      disputes: true,
    },
  })
  for (const order of orders) {
    const receipts = await db().mail.count({ where: { kind: "receipt", subject: order.id } })
    expect(receipts, "receipts").toBe(order.status === "paid" ? 1 : 0)
    const reasons = revocationsOf(order.lines, order.refunds, order.disputes)
    for (const line of order.lines) {
      if (order.status !== "paid") {
        expect(line.purchase, `a purchase of an order that is ${order.status}`).toBeNull()
        continue
      }
      expect(line.purchase?.entitlement, "the entitlement of a paid line").toBeTruthy()
      expect(line.purchase?.entitlement?.revokedReason ?? null).toBe(reasons.get(line.id) ?? null)
      expect(line.purchase?.downloadsLeft).toBeGreaterThanOrEqual(0)
    }
  }
  const hidden = await db().stripeEvent.count({
    where: { handledAt: null, parkedAt: null, lastError: null },
  })
  expect(hidden, "events neither applied nor failing").toBe(0)
}
