import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { checkDocument, type PlanFault } from "@/lib/plans/document/check-document"
import { publishPlan } from "@/lib/plans/publish-plan"
import { RefusedPlans, type SavedPlan, saveFamilyPlans } from "@/lib/plans/save-family-plans"
import { lockPlans } from "@/lib/plans/store/families"

export type SavedPlans =
  | { outcome: "saved"; plans: SavedPlan[] }
  /** Nothing was written. */
  | { outcome: "refused"; faults: PlanFault[] }

/**
 * Makes the shop's plans what a document says, all of it or nothing, and then makes them known at
 * Stripe. What the document leaves out stays. A plan that somebody has is not changed: it gets a new
 * version, and they keep theirs. Safe to run again, which also does what Stripe did not answer to.
 * Throws AppError "unavailable" when the plans are saved and Stripe is silent.
 * @param options.isPublished false: Stripe hears of a plan when it is first chosen
 * @param options.actor who it is written down as; left out: nobody did it, as with the demonstration
 * @param options.before looks, while nobody else can change plans, whether it may go on
 */
export async function savePlans(
  document: unknown,
  options: {
    isDemo?: boolean
    isPublished?: boolean
    actor?: string
    before?: () => Promise<void>
  } = {},
): Promise<SavedPlans> {
  const checked = checkDocument(document)
  if (!checked.ok) return { outcome: "refused", faults: checked.faults }
  try {
    const plans = await transaction(async () => {
      await lockPlans()
      await options.before?.()
      const saved: SavedPlan[] = []
      for (const [at, family] of checked.families.entries())
        saved.push(...(await saveFamilyPlans(family, at, options.isDemo ?? false)))
      if (options.actor) for (const plan of saved) await noteChange(plan, options.actor)
      return saved
    })
    if (options.isPublished ?? true) for (const { id } of plans) await publishPlan(id)
    return { outcome: "saved", plans }
  } catch (error) {
    if (!(error instanceof RefusedPlans)) throw error
    return { outcome: "refused", faults: error.faults }
  }
}

async function noteChange(
  { id, slug, version, outcome, fields }: SavedPlan,
  actor: string,
): Promise<void> {
  if (outcome === "unchanged") return
  await recordChange({
    actor,
    action: outcome === "created" ? "plan.create" : "plan.change",
    subject: { kind: "plan", id },
    before: outcome === "version" ? { slug, version: version - 1 } : null,
    after: { slug, version, fields },
  })
}
