import { savePlans } from "@/lib/plans/save-plans"
import { hasPlan } from "@/lib/plans/store/demo"
import { filmClub } from "@/prisma/seed/plans/film-club"

/**
 * Puts the demonstration's plans on the shelf through the shop's own verb, unless one of them is or was
 * there: its owner's word counts. Stripe hears of a plan when it is first chosen. How many are new.
 */
export async function loadPlans(): Promise<number> {
  const slugs = filmClub.families.flatMap(({ plans }) => plans.map(({ slug }) => slug))
  if (await hasPlan(slugs)) return 0
  const saved = await savePlans(filmClub, { isDemo: true, isPublished: false })
  if (saved.outcome === "refused")
    throw new Error(saved.faults.map(({ place, message }) => `${place}: ${message}`).join("\n"))
  return saved.plans.length
}
