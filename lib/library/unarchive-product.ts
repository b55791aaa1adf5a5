import { saveUnarchived } from "@/lib/library/store/archived"

/** Brings a product back into sight. False when it was not out of it, or is not theirs. */
export async function unarchiveProduct(customerId: string, slug: string): Promise<boolean> {
  return saveUnarchived(customerId, slug)
}
