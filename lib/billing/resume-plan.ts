import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { listDueInvoices } from "@/lib/billing/store/due-invoices"
import { findOwnSubscription, type OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { writeThrough } from "@/lib/billing/write-through"
import { enqueue } from "@/lib/queue"
import { chargeFailure } from "@/lib/stripe/failures"
import { saveInvoiceRetries } from "@/lib/stripe/pay-invoice"
import {
  resumeAtStripe,
  resumeCollection,
  takeBackCancellation,
} from "@/lib/stripe/subscription-changes"
import { resumeKind } from "@/lib/subscriptions/rules/steps"

export type ResumedPlan =
  | { outcome: "resumed" }
  /** It stays paused: its charge failed, or the bank asks for a confirmation. */
  | { outcome: "declined" }
  | { outcome: "confirm" }
  /** There is nothing to take back. */
  | { outcome: "over" }
  | { outcome: "not-found" }

/**
 * Goes on with a customer's subscription: takes back a cancellation that is still to come, or ends a
 * pause, of either of Stripe's kinds. After a pause its new period begins now, and is charged now, less
 * what the pause credited. Each step is safe to run again.
 */
export async function resumePlan(
  customerId: string,
  subscriptionId: string,
): Promise<ResumedPlan | Unavailable> {
  const own = await findOwnSubscription(customerId, subscriptionId)
  if (!own) return { outcome: "not-found" }
  const kind = resumeKind(own.standing)
  if (!kind) return { outcome: "over" }
  return askStripe({ subscription: subscriptionId }, async () => {
    if (kind === "cancellation") await keep(customerId, own)
    if (kind === "collection") await resumeCollection(own.stripeSubscriptionId, keyOf(own))
    const failure = kind === "pause" ? await unpause(own) : null
    await writeThrough(own.stripeSubscriptionId)
    const after = await findOwnSubscription(customerId, subscriptionId)
    const isPaused = after?.status === "paused"
    return { outcome: failure ?? (kind === "pause" && isPaused ? "declined" : "resumed") }
  })
}

async function keep(customerId: string, own: OwnSubscription): Promise<void> {
  await takeBackCancellation(own.stripeSubscriptionId, keyOf(own))
  for (const { stripeInvoiceId } of await listDueInvoices(customerId, own.id))
    await saveInvoiceRetries(stripeInvoiceId, true)
  // An end that its plan sets was replaced by the customer's own.
  if (own.limitAt) await enqueue("limit-subscription", { subscriptionId: own.id })
}

async function unpause(own: OwnSubscription): Promise<"declined" | "confirm" | null> {
  try {
    await resumeAtStripe(own.stripeSubscriptionId, keyOf(own))
    return null
  } catch (error) {
    const failure = chargeFailure(error)
    if (!failure) throw error
    return failure
  }
}

function keyOf({ id, stripeVersionAt }: OwnSubscription): string {
  return `resume/${id}/${stripeVersionAt.getTime()}`
}
