import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { planWithdrawal } from "@/lib/releases/rules"
import { findShelf, saveWithdrawn } from "@/lib/releases/store/shelf"

/**
 * Takes the newest version of a product back: from the next request on, the one before is the newest again,
 * and nobody can fetch the files of this one. Mails that have not gone are left out; those that have can't be
 * unsent. The downloads that owners got for it stay theirs. Throws AppErrors: "not-found", and "conflict"
 * where it is not the newest or somebody would be left with nothing.
 * @param wish.actor for the audit log
 */
export async function withdrawRelease(wish: {
  slug: string
  version: string
  actor: string
}): Promise<void> {
  await transaction(async () => {
    const shelf = await findShelf(wish.slug, "lock")
    if (!shelf) throw new AppError("not-found", `There is no product ${wish.slug}.`)
    const plan = planWithdrawal(shelf, wish.version)
    if ("message" in plan) throw new AppError("conflict", plan.message)
    await saveWithdrawn(plan.releaseId, now())
    await recordChange({
      actor: wish.actor,
      action: "release.withdraw",
      subject: { kind: "product", id: shelf.productId },
      before: { version: wish.version },
      after: { version: plan.before },
    })
  })
}
