import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { findCurrentPlan, lockPlans } from "@/lib/plans/store/families"
import { giveDefaultPlan } from "@/lib/subscriptions/give-default-plan"
import {
  countCustomers,
  findDefaultPlan,
  listCustomerIds,
  saveDefaultPlan,
} from "@/lib/subscriptions/store/default-plan"

const BATCH = 500
const NIL = "00000000-0000-0000-0000-000000000000"

/**
 * Makes a plan what customers without a subscription have from now on; null: there is none any more. What
 * they had by the plan before ends now. Customers are brought to it one after the other, each in a
 * transaction of its own: safe to run again, and a run that was cut short is finished so. How many of them
 * have something else than before. Throws AppError "not-found".
 */
export async function chooseDefaultPlan(
  slug: string | null,
  onProgress: (progress: { done: number; total: number }) => void = () => undefined,
): Promise<{ customers: number; changed: number }> {
  const plan = slug === null ? null : await findCurrentPlan(slug)
  if (slug !== null && !plan)
    throw new AppError(
      "not-found",
      `There is no plan ${slug} on sale. npm run shop -- plan list shows those that are; none takes the default plan away.`,
    )
  await transaction(async () => {
    await lockPlans()
    const before = await findDefaultPlan()
    if (before?.planId !== plan?.id) await saveDefaultPlan(plan?.id ?? null, now())
  })
  return giveToAll(onProgress)
}

async function giveToAll(
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<{ customers: number; changed: number }> {
  const total = await countCustomers()
  let [after, customers, changed] = [NIL, 0, 0]
  for (;;) {
    const batch = await listCustomerIds(after, BATCH)
    for (const id of batch) {
      if (await giveDefaultPlan(id)) changed += 1
      customers += 1
      onProgress({ done: Math.min(customers, total), total })
    }
    const last = batch.at(-1)
    if (!last) return { customers, changed }
    after = last
  }
}
