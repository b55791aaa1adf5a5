import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { findCurrentPlan, lockPlans } from "@/lib/plans/store/families"
import { enqueue } from "@/lib/queue"
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
  actor: string,
  onProgress: (progress: { done: number; total: number }) => void = () => undefined,
): Promise<{ customers: number; changed: number }> {
  await setDefaultPlan(slug, actor)
  return giveToAll(onProgress)
}

/** The same, and the worker brings the customers to it: for a page, which cannot wait so long. */
export async function chooseDefaultPlanLater(slug: string | null, actor: string): Promise<void> {
  await transaction(async () => {
    await setDefaultPlan(slug, actor)
    await enqueue("give-default-plan", {}, { key: "give-default-plan" })
  })
}

async function setDefaultPlan(slug: string | null, actor: string): Promise<void> {
  const plan = slug === null ? null : await findCurrentPlan(slug)
  if (slug !== null && !plan)
    throw new AppError(
      "not-found",
      `There is no plan ${slug} on sale. npm run shop -- plan list shows those that are; none takes the default plan away.`,
    )
  await transaction(async () => {
    await lockPlans()
    const before = await findDefaultPlan()
    if (before?.planId === plan?.id) return
    await saveDefaultPlan(plan?.id ?? null, now())
    await recordChange({
      actor,
      action: "plan.default",
      subject: { kind: "plan", id: plan?.id ?? before?.planId ?? "" },
      before: before ? { slug: before.slug } : null,
      after: slug === null ? null : { slug },
    })
  })
}

/** Brings every customer to the default plan of now; a run that was cut short is finished by the next. */
export async function giveToAll(
  onProgress: (progress: { done: number; total: number }) => void = () => undefined,
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
