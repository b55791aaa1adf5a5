import { countSubscriptions, listSubscriptionsAfter } from "@/lib/billing/store/all-subscriptions"
import { transaction } from "@/lib/db"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { lockSubscription } from "@/lib/subscriptions/store/lock"

const BATCH = 200
const NIL = "00000000-0000-0000-0000-000000000000"

/**
 * Makes anew what every subscription opens, one after the other, each in a transaction of its own: safe to
 * run again, and a run that was cut short is finished so. How many of them open something else than before.
 */
export async function deriveSubscriptions(
  onProgress: (progress: { done: number; total: number }) => void = () => undefined,
): Promise<number> {
  const total = await countSubscriptions()
  let [after, done, changed] = [NIL, 0, 0]
  for (;;) {
    const batch = await listSubscriptionsAfter(after, BATCH)
    for (const { id, stripeSubscriptionId } of batch) {
      const isChanged = await transaction(async () => {
        await lockSubscription(stripeSubscriptionId)
        return deriveEntitlements(id)
      })
      if (isChanged) changed += 1
      done += 1
      onProgress({ done: Math.min(done, total), total })
    }
    const last = batch.at(-1)
    if (!last) return changed
    after = last.id
  }
}
