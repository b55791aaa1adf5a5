import { removeUnsoldDemo, saveSoldDemoArchived } from "@/lib/catalog/store/demo"
import { transaction } from "@/lib/db"
import { removeDemoPlans } from "@/lib/plans/store/demo"
import { storage } from "@/lib/storage/storage"

/**
 * Takes the demonstration's goods off the shelf: those that were never sold are deleted with their
 * files, sold ones are archived, so that their buyers keep what they paid for. Its plans go likewise.
 */
export async function removeDemo(now: Date): Promise<{ removed: number; archived: number }> {
  const { removed, keys, archived } = await transaction(async () => ({
    archived: await saveSoldDemoArchived(now),
    ...(await removeUnsoldDemo()),
    ...(await removeDemoPlans(now)),
  }))
  // Rows first: a file without a row harms nobody, a row without its file would.
  for (const key of keys) await storage().remove(key)
  return { removed, archived }
}
