import { now } from "@/lib/clock"
import { accessOf } from "@/lib/subscriptions/rules/access"
import { isWithin } from "@/lib/subscriptions/rules/periods"
import { listSubscribedBy } from "@/lib/subscriptions/store/access"
import { listDefaultFeatures, listFeatures } from "@/lib/subscriptions/store/features"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

/**
 * Whether a customer has a feature at this moment: by a subscription that is open now, as its groups
 * are, or, where none that recurs is, by the default plan. A product that does not name it has it not.
 */
export async function hasFeature(customerId: string, feature: string): Promise<boolean> {
  const at = now()
  const settings = await getBillingSettings()
  const open = (await listSubscribedBy(customerId)).filter(({ state }) => {
    const access = accessOf(state, settings)
    return access !== null && !access.revokedReason && isWithin(access, at)
  })
  const products = open.flatMap(({ items }) => items.map((item) => item.stripeProductId))
  if ((await listFeatures(products)).includes(feature)) return true
  if (open.some(({ state }) => state.isRecurring)) return false
  return (await listDefaultFeatures(at)).includes(feature)
}
