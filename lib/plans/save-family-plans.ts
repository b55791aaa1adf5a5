import { now } from "@/lib/clock"
import type { DocumentFamily, PlanFault } from "@/lib/plans/document/check-document"
import {
  changeOf,
  type HeldPlan,
  type WantedPlan,
  wantedPlans,
} from "@/lib/plans/rules/plan-changes"
import {
  listHeldPlans,
  listSlugs,
  recordPlan,
  saveFamily,
  savePlan,
  savePlanRetired,
  savePrices,
} from "@/lib/plans/store/families"

export type SavedPlan = {
  id: string
  family: string
  slug: string
  version: number
  outcome: "created" | "version" | "edited" | "unchanged"
  /** What is another than before. */
  fields: string[]
}

/** A document that does not fit what is there: every fault of one family. */
export class RefusedPlans extends Error {
  constructor(readonly faults: PlanFault[]) {
    super("The document of plans is refused.")
  }
}

/**
 * Makes the plans of one family what a document says. Must run in a transaction, under `lockPlans`.
 * Throws `RefusedPlans` where the document does not fit what is there.
 * @param at the family's place in the document
 */
export async function saveFamilyPlans(
  family: DocumentFamily,
  at: number,
  isDemo: boolean,
): Promise<SavedPlan[]> {
  const { id: familyId } = await saveFamily(family)
  const held = await listHeldPlans(familyId)
  const known = await listSlugs(family.plans.map(({ slug }) => slug))
  const faults = family.plans.flatMap(({ slug, prices }, plan): PlanFault[] => {
    const place = `families[${at}].plans[${plan}]`
    const other = known.get(slug)
    if (other && other.familyId !== familyId)
      return [
        {
          place: `${place}.slug`,
          message: `The family ${other.family} has this plan; a plan does not move. Take another slug.`,
        },
      ]
    if (prices || held.some((one) => one.slug === slug)) return []
    return [{ place: `${place}.prices`, message: "It is missing: name one price at least." }]
  })
  if (faults.length > 0) throw new RefusedPlans(faults)
  const saved: SavedPlan[] = []
  // A plan that comes back comes back to its tier.
  const written = family.plans.map((plan) => ({
    ...plan,
    tier: plan.tier ?? known.get(plan.slug)?.tier,
  }))
  for (const plan of wantedPlans(written, held)) {
    const before = held.find(({ slug }) => slug === plan.slug) ?? null
    const version = known.get(plan.slug)?.version ?? before?.version ?? 0
    saved.push({
      family: family.slug,
      ...(await saveOnePlan(plan, before, { familyId, version, isDemo })),
    })
  }
  return saved
}

async function saveOnePlan(
  plan: WantedPlan,
  before: HeldPlan | null,
  newest: { familyId: string; version: number; isDemo: boolean },
): Promise<Omit<SavedPlan, "family">> {
  const at = now()
  const { outcome, fields, prices, archived } = changeOf(before, plan)
  const { slug } = plan
  if (before && (outcome === "edited" || outcome === "unchanged")) {
    if (outcome === "edited") {
      await savePlan(before.id, plan)
      await savePrices(before.id, prices, archived, at)
    }
    return { id: before.id, slug, version: before.version, outcome, fields }
  }
  if (before) await savePlanRetired(before.id, at)
  const version = newest.version + 1
  const id = await recordPlan({ ...plan, ...newest, version }, prices, at)
  return { id, slug, version, outcome, fields }
}
