import { changeSettings, type Given } from "@/lib/audit/change-settings"
import { deriveSubscriptions } from "@/lib/billing/derive-subscriptions"
import { transaction } from "@/lib/db"
import { enqueue } from "@/lib/queue"
import {
  type BillingSettings,
  getBillingSettings,
  saveBillingSettings,
} from "@/lib/subscriptions/store/settings"

/**
 * Changes what holds for all subscriptions, with an entry in the audit log. Another grace period, or another
 * rule of pauses, makes anew what every subscription opens; so does one that is given as it was, which
 * finishes a run that was cut short. Gives the settings, and how many subscriptions open something else
 * than before.
 */
export async function changeBillingSettings(
  change: Given<BillingSettings>,
  actor: string,
  onProgress: (progress: { done: number; total: number }) => void = () => undefined,
): Promise<{ settings: BillingSettings; changed: number }> {
  const { after } = await setBillingSettings(change, actor)
  const opens = change.graceDays !== undefined || change.opensWhilePaused !== undefined
  return { settings: after, changed: opens ? await deriveSubscriptions(onProgress) : 0 }
}

/** The same, and the worker makes anew what subscriptions open: for a page, which cannot wait so long. */
export async function changeBillingSettingsLater(
  change: Given<BillingSettings>,
  actor: string,
): Promise<void> {
  await transaction(async () => {
    const { before, after } = await setBillingSettings(change, actor)
    const isSame =
      before.graceDays === after.graceDays && before.opensWhilePaused === after.opensWhilePaused
    if (!isSame) await enqueue("derive-subscriptions", {}, { key: "derive-subscriptions" })
  })
}

function setBillingSettings(change: Given<BillingSettings>, actor: string) {
  const store = { read: getBillingSettings, save: saveBillingSettings }
  return changeSettings({ ...store, group: "billing", change, actor })
}
