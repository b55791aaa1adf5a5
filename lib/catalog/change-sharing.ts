import {
  findSharing,
  type Sharing,
  type SharingChange,
  saveSharing,
} from "@/lib/catalog/store/sharing"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"

/**
 * Changes how far a product's links may travel, and gives how it is then. What is left out stays.
 * A download limit counts for what is bought from now on; requiring to sign in, and marking PDFs, at once and for all.
 * Throws AppError "not-found".
 */
export async function changeSharing(slug: string, change: SharingChange): Promise<Sharing> {
  return transaction(async () => {
    await saveSharing(slug, change)
    const sharing = await findSharing(slug)
    if (!sharing) throw new AppError("not-found", `There is no product ${slug}.`)
    return sharing
  })
}
