import { setTimeout as wait } from "node:timers/promises"
import { fulfilPlan } from "@/lib/billing/fulfil-plan"
import { openPlanSession } from "@/lib/billing/open-plan-session"
import {
  findPlanCheckout,
  type PlanCheckoutRow,
  saveNextPlanAttempt,
} from "@/lib/billing/store/plan-checkouts"
import { transaction } from "@/lib/db"
import { describeError, log } from "@/lib/log"
import { stripeFailure } from "@/lib/stripe/failures"

export type StartedPlan =
  | { outcome: "redirect"; url: string }
  /** The customer has it, or another of its family. */
  | { outcome: "owned" }
  | { outcome: "not-found" }
  /** Stripe does not answer; the same attempt may be sent again. */
  | { outcome: "unavailable"; attempt: string }

/**
 * Goes on with a plan's checkout that was begun: to its page at Stripe, made anew when it lapsed, or,
 * when it was completed meanwhile, to what was bought. Safe to run any number of times, also at once.
 */
export async function continuePlan(
  checkout: PlanCheckoutRow,
  origin: string,
  tries = 10,
): Promise<StartedPlan> {
  try {
    const session = await openPlanSession(checkout, origin)
    if (!session) return { outcome: "not-found" }
    if (session.status === "open" && session.url) return { outcome: "redirect", url: session.url }
    await fulfilPlan(session, transaction)
    return { outcome: "owned" }
  } catch (error) {
    const failure = stripeFailure(error)
    if (!failure) throw error
    if (failure === "in-use" && tries > 1) {
      // The other half of a double click is making the session: take the one that it gets.
      await wait(200)
      return continuePlan((await findPlanCheckout(checkout.id)) ?? checkout, origin, tries - 1)
    }
    // Stripe keeps a definite failure under its key and would replay it.
    if (failure === "definite" || failure === "defect")
      await saveNextPlanAttempt(checkout.id, checkout.stripeAttempt)
    log.warn({ planCheckout: checkout.id, failure, ...describeError(error) }, "no plan session")
    return { outcome: "unavailable", attempt: checkout.attempt }
  }
}
