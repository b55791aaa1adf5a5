import { fulfilPlan } from "@/lib/billing/fulfil-plan"
import { findPlanCheckout } from "@/lib/billing/store/plan-checkouts"
import { transaction } from "@/lib/db"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

export type ReturnedPlan =
  /** It runs; `isOwn`: the visitor is its customer. */
  | { outcome: "subscribed"; isOwn: boolean }
  /** Stripe's page was left unpaid, or has lapsed. */
  | { outcome: "not-subscribed" }
  /** The payment is not confirmed yet. */
  | { outcome: "plan-pending" }
  | { outcome: "unknown" }

/**
 * What a subscriber sees who comes back from Stripe's page: fulfils first, so that no webhook is needed.
 * Throws the SDK's errors.
 */
export async function returnFromPlan(
  session: SessionSnapshot,
  customerId: string | null,
): Promise<ReturnedPlan> {
  const fulfilled = await fulfilPlan(session, (work) => transaction(work))
  if (fulfilled === "ignored" || fulfilled === "parked") return { outcome: "unknown" }
  if (session.status !== "complete") return { outcome: "not-subscribed" }
  const checkout = await findPlanCheckout(session.metadata.plan_checkout ?? "")
  if (checkout?.status !== "complete") return { outcome: "plan-pending" }
  return { outcome: "subscribed", isOwn: checkout.customerId === customerId }
}
