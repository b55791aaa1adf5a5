import { createHash } from "node:crypto"
import { AppError, FieldErrors } from "@/lib/errors"
import type { Typed } from "@/lib/form-steps"
import { chooseDefaultPlanLater } from "@/lib/plans/choose-default-plan"
import { asFieldErrors, planDocument } from "@/lib/plans/edit/read-plan-form"
import { externalOwnerOf } from "@/lib/plans/rules/owner"
import type { SavedPlan } from "@/lib/plans/save-family-plans"
import { savePlans } from "@/lib/plans/save-plans"
import { findCurrentPlan } from "@/lib/plans/store/families"
import { findOwnPlan, listFamilies, type OwnPlan } from "@/lib/plans/store/own-plan"
import { findDefaultPlan } from "@/lib/subscriptions/store/default-plan"

type Edit = {
  /** The plan's slug; null: a new plan. */
  slug: string | null
  typed: Typed
  /** What it was like when the form was made (`planRevision`). */
  revision: string
  actor: string
}

/**
 * Makes a plan of a form, or changes one, by the rules of a document of plans: terms that somebody has stay
 * theirs, and the change is a new version. Throws FieldErrors for what cannot be taken, "not-found",
 * "conflict" when somebody changed it since or another provider owns it, and "unavailable" when it is
 * saved and Stripe is silent.
 */
export async function editPlan({ slug, typed, revision, actor }: Edit): Promise<SavedPlan> {
  const plan = slug === null ? null : await findOwnPlan(slug)
  if (slug !== null && !plan) throw new AppError("not-found", "There is no such plan on sale.")
  const owner = plan && externalOwnerOf(plan.metadata)
  if (owner) throw new AppError("conflict", `${owner} owns this plan: change it there.`)
  const family =
    plan?.family ?? (await listFamilies()).find((one) => one.slug === typed.family) ?? null
  const saved = await savePlans(planDocument(typed, slug, { family }), {
    actor,
    before: () => requireUnchanged(plan, typed.slug ?? "", revision),
  })
  if (saved.outcome === "refused") throw asFieldErrors(saved.faults)
  const [first] = saved.plans.filter((one) => one.slug === (slug ?? typed.slug?.trim()))
  if (!first) throw new Error("A plan that was just saved is not there.")
  // Who has the plan by default gets its terms of now.
  if (first.outcome === "version" && (await findDefaultPlan())?.slug === first.slug)
    await chooseDefaultPlanLater(first.slug, actor)
  return first
}

/** A word for what a plan is like now, which another state of it does not have. */
export function planRevision(plan: OwnPlan): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("base64url").slice(0, 22)
}

async function requireUnchanged(plan: OwnPlan | null, typedSlug: string, revision: string) {
  if (!plan) {
    if (await findCurrentPlan(typedSlug.trim()))
      throw new FieldErrors({ slug: "There is a plan of this name already; choose another." })
    return
  }
  const current = await findOwnPlan(plan.slug)
  if (!current || planRevision(current) !== revision)
    throw new AppError(
      "conflict",
      "Somebody changed this plan while you were at it. Nothing of theirs was overwritten, and what you typed is still here: open the plan in another tab, and bring your changes over.",
    )
}
