import { db } from "@/lib/db"
import type { WithdrawalFacts } from "@/lib/refunds/withdrawal-rules"

/** What of an order decides whether its buyer may withdraw, with what they agreed to; null: no order. */
export async function findWithdrawalFacts(orderId: string): Promise<
  | (WithdrawalFacts & {
      /** The version of the consent to immediate delivery, and when it was given. */
      consent: string | null
      consentAt: Date | null
    })
  | null
> {
  const order = await db().checkout.findUnique({
    where: { id: orderId },
    select: {
      status: true,
      amountTotal: true,
      paidAt: true,
      withdrawnAt: true,
      deliveryConsent: true,
      deliveryConsentAt: true,
      lines: { select: { purchase: { select: { openedAt: true } } } },
      refunds: { select: { lineId: true, amount: true, status: true } },
      disputes: { select: { status: true } },
    },
  })
  if (!order) return null
  const { lines, deliveryConsent, deliveryConsentAt, ...facts } = order
  const opened = lines.flatMap(({ purchase }) => purchase?.openedAt ?? [])
  return {
    ...facts,
    consent: deliveryConsent,
    consentAt: deliveryConsentAt,
    hasConsent: deliveryConsent !== null,
    openedAt: opened[0] ?? null,
  }
}

/** Notes that its buyer withdrew from an order; what was bought with it is closed from now on. */
export async function saveWithdrawn(orderId: string, now: Date): Promise<void> {
  await db().checkout.update({ where: { id: orderId }, data: { withdrawnAt: now } })
  await db().purchase.updateMany({
    where: { line: { checkoutId: orderId }, takenBackAt: null },
    data: { takenBackAt: now },
  })
}
