import type { Mirrored } from "@/lib/billing/rules"
import type { PlanCheckoutRow } from "@/lib/billing/store/plan-checkouts"
import { savePlanPurchase } from "@/lib/billing/store/plan-purchases"
import { findSubscriberAddress } from "@/lib/billing/store/subscribers"
import { now } from "@/lib/clock"
import { recordMail } from "@/lib/mail/store/mails"
import { paymentTime } from "@/lib/purchases/rules"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { addPeriods } from "@/lib/subscriptions/rules/periods"
import { lockSubscription } from "@/lib/subscriptions/store/lock"

/**
 * Writes a plan that was bought once: a subscription that nobody renews, open from now on, for the
 * plan's duration or for ever, its one payment, and the receipt. Once for each session. Must run in a
 * transaction.
 */
export async function recordPlanPurchase(
  checkout: PlanCheckoutRow,
  session: SessionSnapshot,
  toldAt: Date | null,
): Promise<Mirrored> {
  await lockSubscription(session.id)
  const startsAt = now()
  const { durationUnit, durationCount } = checkout.planPrice
  const duration = durationUnit && durationCount && { unit: durationUnit, count: durationCount }
  const saved = await savePlanPurchase({
    checkout,
    session,
    paidAt: paymentTime(toldAt, { begunAt: checkout.createdAt, now: startsAt }),
    startsAt,
    endsAt: duration ? addPeriods(startsAt, duration, 1) : null,
  })
  if (!saved) return "stale"
  await deriveEntitlements(saved.subscriptionId)
  const subscriber = await findSubscriberAddress(saved.subscriptionId)
  if (subscriber)
    await recordMail({
      kind: "invoice_paid",
      subject: saved.invoiceId,
      recipient: subscriber.email,
    })
  return "applied"
}
