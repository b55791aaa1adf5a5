import { now } from "@/lib/clock"
import { giveDefaultPlan } from "@/lib/subscriptions/give-default-plan"
import { entitlementsOf } from "@/lib/subscriptions/rules/entitlements"
import { findSubscribed, saveEntitlements } from "@/lib/subscriptions/store/access"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

/**
 * Makes what a subscription opens anew from the mirror, and what its customer has without one (the
 * default plan) with it. Must run under `lockSubscription`, in the transaction that changed the mirror.
 * Whether anything changed.
 */
export async function deriveEntitlements(subscriptionId: string): Promise<boolean> {
  const subscribed = await findSubscribed(subscriptionId)
  if (!subscribed?.customerId) return false
  const { customerId, state, items } = subscribed
  const wanted = entitlementsOf(state, items, await getBillingSettings())
  const isChanged = await saveEntitlements(subscriptionId, customerId, wanted, now())
  await giveDefaultPlan(customerId)
  return isChanged
}
