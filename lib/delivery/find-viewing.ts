import { z } from "zod"
import { findEditionOf } from "@/lib/delivery/store/streams"
import { usableAccess } from "@/lib/entitlements/access-rules"
import { listAccess, type Visitor } from "@/lib/entitlements/store/access"

/**
 * The entitlement by which a visitor may open a file at `now`, by the rule behind every button; null
 * for a file that does not exist, is not out, or is not theirs, and nobody learns which.
 */
export async function findViewing(
  visitor: Visitor,
  fileId: string,
  now: Date,
): Promise<{ entitlementId: string } | null> {
  if (!z.uuid().safeParse(fileId).success) return null
  const editionId = await findEditionOf(fileId, now)
  const access = editionId ? (await listAccess([editionId], visitor)).get(editionId) : undefined
  const usable = access ? usableAccess(access, now) : undefined
  return usable && !usable.needsSignIn ? { entitlementId: usable.entitlementId } : null
}
