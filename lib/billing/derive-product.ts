import { transaction } from "@/lib/db"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { lockSubscription } from "@/lib/subscriptions/store/lock"
import { listSubscribers } from "@/lib/subscriptions/store/products"

const BATCH = 200
const NIL = "00000000-0000-0000-0000-000000000000"

/**
 * Makes anew what the subscriptions of a Stripe product open, one after the other, each in a transaction
 * of its own. Safe to run again.
 */
export async function deriveProduct(stripeProductId: string): Promise<void> {
  let after = NIL
  for (;;) {
    const batch = await listSubscribers(stripeProductId, after, BATCH)
    for (const { id, stripeSubscriptionId } of batch)
      await transaction(async () => {
        await lockSubscription(stripeSubscriptionId)
        await deriveEntitlements(id)
      })
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last.id
  }
}
