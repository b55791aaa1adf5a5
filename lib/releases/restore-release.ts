import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { findShelf, findWithdrawn, saveWithdrawn } from "@/lib/releases/store/shelf"

/**
 * Lets a version that was taken back be out again, at the place among the others that it had. Nobody is
 * written to by it. Throws an AppError "not-found" where no such version was taken back.
 * @param wish.actor for the audit log
 */
export async function restoreRelease(wish: {
  slug: string
  version: string
  actor: string
}): Promise<void> {
  await transaction(async () => {
    const shelf = await findShelf(wish.slug, "lock")
    const releaseId = shelf && (await findWithdrawn(shelf.productId, wish.version))
    if (!shelf || !releaseId)
      throw new AppError("not-found", `${wish.slug} has no version ${wish.version} to bring back.`)
    const [newest] = shelf.releases
    await saveWithdrawn(releaseId, null)
    await recordChange({
      actor: wish.actor,
      action: "release.restore",
      subject: { kind: "product", id: shelf.productId },
      before: newest ? { version: newest.version } : null,
      after: { version: wish.version },
    })
  })
}
