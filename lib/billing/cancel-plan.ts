import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { listDueInvoices } from "@/lib/billing/store/due-invoices"
import { findOwnSubscription, type OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { writeThrough } from "@/lib/billing/write-through"
import { saveInvoiceRetries } from "@/lib/stripe/pay-invoice"
import { releaseSchedule } from "@/lib/stripe/schedules"
import {
  type CancellationReason,
  cancelAtOnce,
  cancelAtPeriodEnd,
} from "@/lib/stripe/subscription-changes"
import { cancelKind } from "@/lib/subscriptions/rules/steps"

export type CancelledPlan =
  /** It ends; null: it has ended. */
  | { outcome: "cancelled"; until: Date | null }
  /** It ends already, or is charged only once. */
  | { outcome: "over" }
  | { outcome: "not-found" }

/**
 * Cancels a customer's subscription, in whatever state it is: what is paid stays open to its end, and a
 * charge that failed is not tried again by itself. Where nothing is paid for (a first payment that is
 * not complete, unpaid for good, paused) it ends at once. A change that was to come is off. Each step is
 * safe to run again.
 * @param feedback why, as Stripe keeps it; null: not said
 */
export async function cancelPlan(input: {
  customerId: string
  subscriptionId: string
  feedback: CancellationReason | null
}): Promise<CancelledPlan | Unavailable> {
  const { customerId, subscriptionId, feedback } = input
  const own = await findOwnSubscription(customerId, subscriptionId)
  if (!own) return { outcome: "not-found" }
  const kind = cancelKind(own.standing)
  if (!kind) return { outcome: "over" }
  return askStripe({ subscription: subscriptionId }, async () => {
    // Stripe takes no cancellation of what a schedule decides.
    if (own.stripeScheduleId) await releaseSchedule(own.stripeScheduleId)
    const id = own.stripeSubscriptionId
    if (kind === "at-once") await cancelAtOnce(id, feedback, keyOf(own))
    else await cancelAtPeriodEnd(id, feedback, keyOf(own))
    for (const { stripeInvoiceId } of await listDueInvoices(customerId, own.id))
      await saveInvoiceRetries(stripeInvoiceId, false)
    await writeThrough(id)
    const after = await findOwnSubscription(customerId, subscriptionId)
    return { outcome: "cancelled", until: kind === "at-once" ? null : (after?.cancelAt ?? null) }
  })
}

// The same for both halves of a double click, another once the subscription has moved: Stripe replays
// what it answered to a key, and a customer may cancel, go on, and cancel again.
function keyOf({ id, stripeVersionAt }: OwnSubscription): string {
  return `cancel/${id}/${stripeVersionAt.getTime()}`
}
