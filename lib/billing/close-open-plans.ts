import type { StartedPlan } from "@/lib/billing/continue-plan"
import { fulfilPlan } from "@/lib/billing/fulfil-plan"
import { listOpenPlanCheckouts, type PlanCheckoutRow } from "@/lib/billing/store/plan-checkouts"
import { sessionsSince } from "@/lib/checkout/close-rivals"
import { transaction } from "@/lib/db"
import { describeError, log } from "@/lib/log"
import { endSession } from "@/lib/stripe/end-session"
import { stripeFailure } from "@/lib/stripe/failures"

/**
 * Ends a customer's other open pages of the family, so that two cannot both be paid. One that was
 * completed meanwhile is what the click leads to; null: none was. When Stripe does not answer, the click
 * goes on, for what is too much is refused later.
 */
export async function closeOpenPlans(checkout: PlanCheckoutRow): Promise<StartedPlan | null> {
  const { familyId } = checkout.planPrice.plan
  const open = await listOpenPlanCheckouts(checkout.customerId, familyId, sessionsSince())
  for (const rival of open) {
    if (rival.id === checkout.id || !rival.stripeSessionId) continue
    try {
      const session = await endSession(rival.stripeSessionId)
      if (!session) continue
      await fulfilPlan(session, transaction)
      if (session.status === "complete") return { outcome: "owned" }
    } catch (error) {
      if (!stripeFailure(error)) throw error
      log.warn({ planCheckout: rival.id, ...describeError(error) }, "an older page stays open")
    }
  }
  return null
}
