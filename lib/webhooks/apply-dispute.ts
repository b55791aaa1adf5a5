import { now } from "@/lib/clock"
import { dashboardUrl } from "@/lib/dashboard-url"
import { env } from "@/lib/env"
import { formatDay } from "@/lib/formats"
import { alertOwner } from "@/lib/mail/alert-owner"
import { formatMoney } from "@/lib/money"
import { answerStatuses } from "@/lib/purchases/rules"
import { findDispute, type PaidFor, saveDispute } from "@/lib/purchases/store/orders"
import { getDispute } from "@/lib/stripe/objects"
import type { DisputeSnapshot, Versioned } from "@/lib/stripe/snapshots"
import { applyMirrored, type Mirror } from "@/lib/webhooks/apply-mirrored"
import { findOwner } from "@/lib/webhooks/find-owner"
import type { Handled } from "@/lib/webhooks/rules"

const mirror: Mirror<DisputeSnapshot> = {
  find: findDispute,
  save: async (paidFor, versioned) => {
    await saveDispute(paidFor, versioned)
    await tellOwner(versioned.snapshot, paidFor)
  },
  fetch: getDispute,
  // A bank may still turn a lost dispute round: no state is the last.
  isFinal: () => false,
}

/**
 * Applies a dispute: while it is open, and once it is lost, the order's goods are closed. The shop's owner is
 * told when Stripe waits for an answer, once for each state in which it does.
 */
export async function applyDispute<R>(
  dispute: DisputeSnapshot,
  versionAt: Date | null,
  run: (work: () => Promise<Handled>) => Promise<R>,
): Promise<R> {
  const first: Versioned<DisputeSnapshot> | null = versionAt && { snapshot: dispute, versionAt }
  return applyMirrored(dispute.id, first, await findOwner(dispute.paymentIntentId), mirror, run)
}

async function tellOwner(dispute: DisputeSnapshot, paidFor: PaidFor): Promise<void> {
  const { id, status, amount, currency, evidenceDueAt: dueAt } = dispute
  if (!answerStatuses.includes(status) || (dueAt && dueAt < now())) return
  const { PUBLIC_URL, SHOP_LOCALE: locale, SHOP_TIME_ZONE: timeZone } = env()
  const until = dueAt ? ` until ${formatDay(dueAt, locale, timeZone)}` : ""
  const page = "checkoutId" in paidFor ? `/admin/orders/${paidFor.checkoutId}` : "/admin"
  await alertOwner(
    `${id}/${status}`,
    `A payment of ${formatMoney({ amount, currency }, locale)} is disputed, and Stripe waits${until} for what you have to say: ${dashboardUrl("disputes", id)}. What was bought with it, and fetched: ${PUBLIC_URL}${page}`,
  )
}
