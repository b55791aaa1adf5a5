import { now } from "@/lib/clock"
import { findViewing } from "@/lib/delivery/find-viewing"
import { type StreamUrl, streamUrl } from "@/lib/delivery/open-stream"
import type { Visitor } from "@/lib/entitlements/store/access"

/**
 * A fresh address for a film whose old one lapsed in a long pause, for whoever may still open it:
 * null from the moment that they may not.
 */
export async function renewStream(renewal: {
  visitor: Visitor
  fileId: string
}): Promise<StreamUrl | null> {
  const viewing = await findViewing(renewal.visitor, renewal.fileId, now())
  return viewing ? streamUrl(viewing.entitlementId, renewal.fileId) : null
}
