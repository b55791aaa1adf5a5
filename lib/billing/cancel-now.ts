import { recordChange } from "@/lib/audit/store"
import { findAnySubscription, type OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { listRefundable } from "@/lib/billing/store/payments"
import { writeThrough } from "@/lib/billing/write-through"
import { now } from "@/lib/clock"
import { AppError } from "@/lib/errors"
import { refundInvoice } from "@/lib/stripe/billing-changes"
import { releaseSchedule } from "@/lib/stripe/schedules"
import { cancelAtOnce } from "@/lib/stripe/subscription-changes"
import { capabilities } from "@/lib/subscriptions/capabilities"

/**
 * Ends a subscription at once, whosever it is: what it opens closes with it. For the administrator.
 * With `refund`, what was paid for the period that runs is given back whole. Run again after a failure,
 * it goes on where it stopped. It stands in the audit log. Throws AppError "not-found" or "conflict", and the SDK's errors.
 * @returns how many payments were given back
 */
export async function cancelNow(
  id: string,
  options: { refund: boolean; actor: string },
): Promise<number> {
  const found = await findAnySubscription(id)
  if (!found) throw new AppError("not-found", `There is no subscription ${id}.`)
  if (!found.isRecurring)
    throw new AppError(
      "conflict",
      "This plan was bought once: refund its payment at Stripe, and it closes with that.",
    )
  if (options.refund && !capabilities.refund)
    throw new AppError("conflict", "The provider of this subscription gives no payment back.")
  const isOver = found.status === "canceled" || found.status === "incomplete_expired"
  if (isOver && !options.refund) return 0
  if (!isOver) await end(found)
  const refunded = options.refund ? await refund(found) : 0
  await recordChange({
    actor: options.actor,
    action: "subscription.cancel-now",
    subject: { kind: "customer", id: found.customerId ?? "unknown" },
    before: { subscription: found.stripeSubscriptionId, status: found.status },
    after: { subscription: found.stripeSubscriptionId, status: "canceled", refunded },
  })
  return refunded
}

async function end(found: OwnSubscription): Promise<void> {
  if (found.stripeScheduleId) await releaseSchedule(found.stripeScheduleId)
  await cancelAtOnce(found.stripeSubscriptionId, null)
  await writeThrough(found.stripeSubscriptionId)
}

async function refund({ stripeSubscriptionId }: OwnSubscription): Promise<number> {
  const paid = await listRefundable(stripeSubscriptionId)
  const running = paid.filter(({ periodEndsAt }) => periodEndsAt !== null && periodEndsAt > now())
  for (const { stripeInvoiceId } of running)
    await refundInvoice(stripeInvoiceId, "requested_by_customer")
  return running.length
}
