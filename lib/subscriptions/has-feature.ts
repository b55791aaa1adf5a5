import { findFeature } from "@/lib/subscriptions/store/features"

/**
 * Whether a customer has a feature of a plan ("downloads", "4k") at `now`: while anything of a plan that
 * names it is open to them, in a trial and in grace as well. A change of plan changes it at the moment at
 * which the mirror has the new plan's price; null, nobody who is signed in, has none. Asked anew each time.
 */
export async function hasFeature(
  customerId: string | null,
  feature: string,
  now: Date,
): Promise<boolean> {
  return customerId !== null && findFeature(customerId, feature, now)
}
