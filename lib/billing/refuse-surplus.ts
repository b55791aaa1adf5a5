import { surplusOf } from "@/lib/billing/rules"
import { listFamilyRivals, saveRefusal } from "@/lib/billing/store/subscriptions"
import { lockCustomer } from "@/lib/customers/store/customers"
import { enqueue } from "@/lib/queue"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"

/**
 * Two tabs may have been faster than the guard before Checkout: of a customer's running subscriptions
 * of one family the oldest stays. The others open nothing from now on; a job ends them at Stripe, gives
 * back what was paid, and the customer is told. Must run in the transaction that wrote the subscription.
 */
export async function refuseSurplus(subscriptionId: string): Promise<void> {
  const { customerId, rivals } = await listFamilyRivals(subscriptionId)
  if (!customerId || rivals.length < 2) return
  await lockCustomer(customerId)
  // Read again: another one may have been written while this transaction waited.
  const running = (await listFamilyRivals(subscriptionId)).rivals
  for (const { id } of surplusOf(running)) {
    await saveRefusal(id, "duplicate")
    if (id !== subscriptionId) await deriveEntitlements(id)
    await enqueue("end-subscription", { subscriptionId: id })
  }
}
