import { surplusOf } from "@/lib/billing/rules"
import { findSubscriberAddress } from "@/lib/billing/store/subscribers"
import { listFamilyRivals, saveRefusal } from "@/lib/billing/store/subscriptions"
import { lockCustomer } from "@/lib/customers/store/customers"
import { enqueue } from "@/lib/queue"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { lockSubscription } from "@/lib/subscriptions/store/lock"

/**
 * Two tabs may have been faster than the guard before Checkout: of a customer's running subscriptions
 * of one family the oldest stays. The others open nothing from now on; a job ends them at Stripe, gives
 * back what was paid, and the customer is told. Must run in the transaction that wrote the subscription.
 */
export async function refuseSurplus(subscriptionId: string): Promise<void> {
  const subscriber = await findSubscriberAddress(subscriptionId)
  if (!subscriber) return
  // Before looking: of two that are written at once the second waits here, and then sees the first.
  await lockCustomer(subscriber.customerId)
  for (const { id, stripeSubscriptionId } of surplusOf(await listFamilyRivals(subscriptionId))) {
    await saveRefusal(id, "duplicate")
    if (id !== subscriptionId) {
      await lockSubscription(stripeSubscriptionId)
      await deriveEntitlements(id)
    }
    await enqueue("end-subscription", { subscriptionId: id })
  }
}
