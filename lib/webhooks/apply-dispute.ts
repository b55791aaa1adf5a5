import { findDispute, saveDispute } from "@/lib/purchases/store/orders"
import { getDispute } from "@/lib/stripe/objects"
import type { DisputeSnapshot, Versioned } from "@/lib/stripe/snapshots"
import { applyMirrored, type Mirror } from "@/lib/webhooks/apply-mirrored"
import { findOwner } from "@/lib/webhooks/find-owner"
import type { Handled } from "@/lib/webhooks/rules"

const mirror: Mirror<DisputeSnapshot> = {
  find: findDispute,
  save: saveDispute,
  fetch: getDispute,
  // A bank may still turn a lost dispute round: no state is the last.
  isFinal: () => false,
}

/** Applies a dispute: while it is open, and once it is lost, the order's goods are closed. */
export async function applyDispute<R>(
  dispute: DisputeSnapshot,
  versionAt: Date | null,
  run: (work: () => Promise<Handled>) => Promise<R>,
): Promise<R> {
  const first: Versioned<DisputeSnapshot> | null = versionAt && { snapshot: dispute, versionAt }
  return applyMirrored(dispute.id, first, await findOwner(dispute.paymentIntentId), mirror, run)
}
