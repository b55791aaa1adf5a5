import { now } from "@/lib/clock"
import { saveArchived } from "@/lib/library/store/archived"

/**
 * Puts a product of a customer's library out of sight; nothing else about it changes, and what opens
 * it anew brings it back. False for what is not theirs, as for what does not exist.
 */
export async function archiveProduct(customerId: string, slug: string): Promise<boolean> {
  return saveArchived(customerId, slug, now())
}
