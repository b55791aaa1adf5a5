import { listDemoProducts, removeUnsold, saveArchived } from "@/lib/catalog/store/publishing"
import { transaction } from "@/lib/db"
import { storage } from "@/lib/storage/storage"

/**
 * Takes the demonstration's goods off the shelf: those that were never sold are deleted with their
 * files, sold ones are archived, so that their buyers keep what they paid for.
 */
export async function removeDemo(now: Date): Promise<{ removed: number; archived: number }> {
  const products = await listDemoProducts()
  const unsold = products.filter((product) => !product.isSold)
  await transaction(async () => {
    for (const product of products)
      if (product.isSold) await saveArchived(product.id, now)
      else await removeUnsold(product.id)
  })
  // Rows first: a file without a row harms nobody, a row without its file would.
  for (const key of new Set(unsold.flatMap((product) => product.keys))) await storage().remove(key)
  return { removed: unsold.length, archived: products.length - unsold.length }
}
