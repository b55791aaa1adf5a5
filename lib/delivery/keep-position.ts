import { now } from "@/lib/clock"
import { type PositionReport, positionToKeep } from "@/lib/delivery/choose-position"
import { findViewing } from "@/lib/delivery/find-viewing"
import { savePosition } from "@/lib/delivery/store/positions"
import type { Visitor } from "@/lib/entitlements/store/access"

/**
 * Keeps what a player tells of how far its viewer has come, as far as that is worth keeping
 * (`positionToKeep`). "not-found" for a file that they may not open.
 */
export async function keepPosition(
  told: { visitor: Visitor; fileId: string } & PositionReport,
): Promise<"heard" | "not-found"> {
  const { visitor, fileId, ...report } = told
  const at = now()
  const viewing = await findViewing(visitor, fileId, at)
  if (!viewing) return "not-found"
  const position = positionToKeep(report, at)
  const viewer = { ...viewing, customerId: visitor.customerId }
  if (position) await savePosition(viewer, fileId, position, at)
  return "heard"
}
