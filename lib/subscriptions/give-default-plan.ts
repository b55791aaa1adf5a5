import { lockCustomer } from "@/lib/customers/store/customers"
import { transaction } from "@/lib/db"
import { hasDefaultPlans, saveDefaultEntitlements } from "@/lib/subscriptions/store/default-plan"

/**
 * Makes what a customer has by the default plan what it is to be: all of the time that no recurring
 * subscription of theirs covers. Safe to run any number of times, also at once. Whether anything changed.
 */
export async function giveDefaultPlan(customerId: string): Promise<boolean> {
  if (!(await hasDefaultPlans())) return false
  return transaction(async () => {
    await lockCustomer(customerId)
    return saveDefaultEntitlements(customerId)
  })
}
