import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { recordPlanPurchase } from "@/lib/billing/record-plan-purchase"
import type { Mirrored } from "@/lib/billing/rules"
import { findPlanCheckout, settlePlanCheckout } from "@/lib/billing/store/plan-checkouts"
import { now } from "@/lib/clock"
import { isForgotten } from "@/lib/customers/store/customers"
import { getShopId } from "@/lib/shop/store"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

/**
 * Brings a plan's checkout to where its session is, whoever asks: the webhook, the success page, the
 * reconciler, alone or all at once. A complete one has its subscription mirrored, or, for a plan that is
 * bought once, its purchase written, in one transaction. Safe to run any number of times.
 * @param run runs the change in a transaction of its own
 * @param toldAt when Stripe says that it happened; else it counts as happening now
 */
export async function fulfilPlan<R>(
  session: SessionSnapshot,
  run: (work: () => Promise<Mirrored | "parked">) => Promise<R>,
  toldAt: Date | null = null,
): Promise<R> {
  const id = session.metadata.plan_checkout
  if (!id || session.metadata.kiosk !== (await getShopId())) return run(async () => "ignored")
  const checkout = await findPlanCheckout(id)
  // One of somebody who was erased is gone for good.
  if (!checkout) return run(async () => ((await isForgotten([id])) ? "ignored" : "parked"))
  const settle = (status: "complete" | "expired") => settlePlanCheckout(id, status, now())
  if (session.status === "open") return run(async () => "stale")
  if (session.status === "expired")
    return run(async () => ((await settle("expired")) ? "applied" : "stale"))
  if (session.subscriptionId)
    return mirrorSubscription(session.subscriptionId, null, (work) =>
      run(async () => {
        const isMoved = await settle("complete")
        const outcome = await work()
        return isMoved ? "applied" : outcome
      }),
    )
  if (session.paymentStatus === "unpaid") return run(async () => "stale")
  return run(async () => {
    await settle("complete")
    return recordPlanPurchase(checkout, session, toldAt)
  })
}
