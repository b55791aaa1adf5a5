import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { findCurrentPlan, lockPlans, savePlanRetired } from "@/lib/plans/store/families"
import { findDefaultPlan } from "@/lib/subscriptions/store/default-plan"

/**
 * Takes a plan off the shelf: nobody can choose it any more, those who have it keep it as it is, and
 * its id and version are never used again. Throws AppError "not-found" for a plan that is not on sale,
 * and "conflict" for the default plan.
 */
export async function retirePlan(
  slug: string,
  actor: string,
): Promise<{ slug: string; version: number; title: string }> {
  return transaction(async () => {
    await lockPlans()
    const plan = await findCurrentPlan(slug)
    if (!plan)
      throw new AppError(
        "not-found",
        `There is no plan ${slug} on sale. \`npm run shop -- plan list\` shows those there are.`,
      )
    if ((await findDefaultPlan())?.planId === plan.id)
      throw new AppError(
        "conflict",
        `${slug} is the default plan. Choose another first: npm run shop -- plan default <slug|none>.`,
      )
    await savePlanRetired(plan.id, now())
    await recordChange({
      actor,
      action: "plan.retire",
      subject: { kind: "plan", id: plan.id },
      before: { slug, version: plan.version },
      after: null,
    })
    return { slug, version: plan.version, title: plan.title }
  })
}
