import { recordChange } from "@/lib/audit/store"
import { changesBetween } from "@/lib/catalog/edit/revision"
import { removeProducts } from "@/lib/catalog/store/demo"
import { listShelfStates } from "@/lib/catalog/store/shelf-states"
import { findWholeProduct } from "@/lib/catalog/store/whole-product"
import { rehearse, transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { storage } from "@/lib/storage/storage"

/**
 * Deletes a product that nobody ever bought, began to buy or was given, with its files. Throws "not-found",
 * and "conflict" for one that somebody did: that can only be archived.
 * @param isDryRun it is only seen whether it could be
 */
export async function deleteProduct(slug: string, actor: string, isDryRun = false): Promise<void> {
  const run = isDryRun ? rehearse : transaction
  const keys = await run(async () => {
    const [state] = await listShelfStates([slug])
    const product = state && (await findWholeProduct(slug))
    if (!product) throw new AppError("not-found", "There is no such product.")
    if (state.isSold)
      throw new AppError("conflict", "Somebody bought this or was given it: archive it instead.")
    const { before } = changesBetween(product, null)
    const subject = { kind: "product", id: product.id }
    await recordChange({ actor, action: "product.delete", subject, before, after: null })
    return removeProducts([{ id: product.id, coverKey: product.coverKey }])
  })
  if (isDryRun) return
  // Rows first: a file without a row harms nobody, a row without its file would.
  for (const key of keys) await storage().remove(key)
}
