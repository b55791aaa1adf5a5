import { isFinalRefund } from "@/lib/purchases/rules"
import { findRefund, saveRefund } from "@/lib/purchases/store/orders"
import { getRefund } from "@/lib/stripe/objects"
import type { RefundSnapshot, Versioned } from "@/lib/stripe/snapshots"
import { applyMirrored, type Mirror } from "@/lib/webhooks/apply-mirrored"
import { findOwner } from "@/lib/webhooks/find-owner"
import type { Handled } from "@/lib/webhooks/rules"

const mirror: Mirror<RefundSnapshot> = {
  find: findRefund,
  save: saveRefund,
  fetch: getRefund,
  isFinal: isFinalRefund,
}

/** Applies a refund: what is given back in full is closed, a part closes nothing. */
export async function applyRefund<R>(
  refund: RefundSnapshot,
  versionAt: Date | null,
  run: (work: () => Promise<Handled>) => Promise<R>,
): Promise<R> {
  const first: Versioned<RefundSnapshot> | null = versionAt && { snapshot: refund, versionAt }
  return applyMirrored(refund.id, first, await findOwner(refund.paymentIntentId), mirror, run)
}
