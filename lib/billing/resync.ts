import { recordChange } from "@/lib/audit/store"
import { findAnySubscription, type OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { writeThrough } from "@/lib/billing/write-through"
import { AppError } from "@/lib/errors"

/**
 * Brings the copy of a subscription, and what it opens, to what Stripe says of it now. Where that changes
 * its status it stands in the audit log. Throws AppError "not-found" and "conflict", and the SDK's errors.
 * @param id here or at Stripe
 */
export async function resync(
  id: string,
  actor: string,
): Promise<{ before: OwnSubscription; after: OwnSubscription }> {
  const before = await getSubscription(id)
  if (!before.isRecurring)
    throw new AppError("conflict", "This plan was bought once: Stripe has no subscription of it.")
  await writeThrough(before.stripeSubscriptionId)
  const after = await getSubscription(id)
  if (before.status !== after.status)
    await recordChange({
      actor,
      action: "subscription.resync",
      subject: { kind: "customer", id: after.customerId ?? "unknown" },
      before: { subscription: after.stripeSubscriptionId, status: before.status },
      after: { subscription: after.stripeSubscriptionId, status: after.status },
    })
  return { before, after }
}

async function getSubscription(id: string): Promise<OwnSubscription> {
  const found = await findAnySubscription(id)
  if (!found) throw new AppError("not-found", `There is no subscription ${id}.`)
  return found
}
