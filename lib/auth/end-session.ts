import { z } from "zod"
import type { SignedIn } from "@/lib/auth/store"
import { deleteSessionOf } from "@/lib/auth/store"

/**
 * Ends one of a customer's sessions. False for every id that is not one of theirs, whether it is
 * another's or nobody's.
 */
export async function endSession(customer: SignedIn, sessionId: string): Promise<boolean> {
  if (!z.uuid().safeParse(sessionId).success) return false
  return deleteSessionOf(customer.customerId, sessionId)
}
