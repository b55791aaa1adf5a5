import { countSubscriptions, listSubscriptionsAfter } from "@/lib/billing/store/all-subscriptions"
import { transaction } from "@/lib/db"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { lockSubscription } from "@/lib/subscriptions/store/lock"
import {
  type BillingSettings,
  getBillingSettings,
  saveBillingSettings,
} from "@/lib/subscriptions/store/settings"

const BATCH = 200
const NIL = "00000000-0000-0000-0000-000000000000"

/** Settings that are given; undefined: as they are. */
export type SettingsChange = { [name in keyof BillingSettings]?: BillingSettings[name] | undefined }

/**
 * Changes what holds for all subscriptions. Another grace period, or another rule of pauses, makes anew
 * what every subscription opens, one after the other, each in a transaction of its own; so does a change
 * that changes nothing, which finishes a run that was cut short. Gives the settings, and how many
 * subscriptions open something else than before.
 */
export async function changeBillingSettings(
  change: SettingsChange,
  onProgress: (progress: { done: number; total: number }) => void = () => undefined,
): Promise<{ settings: BillingSettings; changed: number }> {
  const before = await getBillingSettings()
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  )
  const settings: BillingSettings = { ...before, ...given }
  await saveBillingSettings(settings)
  const opens = change.graceDays !== undefined || change.opensWhilePaused !== undefined
  return { settings, changed: opens ? await deriveAll(onProgress) : 0 }
}

async function deriveAll(
  onProgress: (progress: { done: number; total: number }) => void,
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
