import { randomUUID } from "node:crypto"
import { closeOpenPlans } from "@/lib/billing/close-open-plans"
import { continuePlan, type StartedPlan } from "@/lib/billing/continue-plan"
import { promiseTrial } from "@/lib/billing/promise-trial"
import { resumeSamePlan } from "@/lib/billing/resume-same-plan"
import {
  findPlanCheckoutByAttempt,
  listOpenPlanCheckouts,
  type PlanCheckoutRow,
  recordPlanCheckout,
} from "@/lib/billing/store/plan-checkouts"
import { hasRunningPlan } from "@/lib/billing/store/running"
import { sessionsSince } from "@/lib/checkout/close-rivals"
import { now } from "@/lib/clock"
import { lockCustomer } from "@/lib/customers/store/customers"
import { transaction } from "@/lib/db"
import { termsVersion } from "@/lib/legal/terms-version"
import { findSellablePlanPrice } from "@/lib/plans/store/plan-prices"
import { takeRate } from "@/lib/rate-limit"

export type StartPlan = {
  planPriceId: string
  /** Random UUID of the page that holds the button. */
  attempt: string
  /** Who is signed in. */
  customerId: string
  /** Where the visitor comes from, for the rate limit. */
  network: string
  /** The shop's origin as the visitor's browser knows it; Stripe leads back there. */
  origin: string
}

/**
 * Begins a plan for the customer who is signed in and gives the address of Stripe's page for it. The
 * price is the database's, and so is the trial that was promised. Who has a running subscription of the
 * family is led to it instead, and it goes on where it was to end and this is its price; of two tabs that
 * are faster than this guard, the later one is refused when it is told (`refuseSurplus`). One attempt is
 * one checkout. Throws AppError "rate-limited".
 */
export async function startPlan(input: StartPlan): Promise<StartedPlan> {
  const { customerId, origin } = input
  const price = await findSellablePlanPrice(input.planPriceId)
  if (!price) return { outcome: "not-found" }
  const begun = await findPlanCheckoutByAttempt(input.attempt)
  const isOwn = begun?.customerId === customerId && begun.planPrice.id === price.id
  if (begun && isOwn) return continuePlan(begun, origin)
  if (await hasRunningPlan(customerId, price)) {
    await resumeSamePlan(customerId, price)
    return { outcome: "owned" }
  }
  await takeRate("checkout", input.network)
  const attempt = begun ? randomUUID() : input.attempt
  const { days } = await promiseTrial(customerId, price)
  const checkout = await openCheckout({
    attempt,
    customerId,
    planPriceId: price.id,
    familyId: price.plan.familyId,
    trialDays: days,
  })
  if (!checkout) return { outcome: "owned" }
  return (await closeOpenPlans(checkout)) ?? continuePlan(checkout, origin)
}

/** The open checkout of this very price, so that two pages lead to one payment; null: it runs already. */
async function openCheckout(wanted: {
  attempt: string
  customerId: string
  planPriceId: string
  familyId: string
  trialDays: number
}): Promise<PlanCheckoutRow | null> {
  const { familyId, ...columns } = wanted
  const terms = await termsVersion()
  return transaction(async () => {
    await lockCustomer(wanted.customerId)
    const open = await listOpenPlanCheckouts(wanted.customerId, familyId, sessionsSince())
    const same = open.find(
      ({ planPrice, trialDays }) =>
        planPrice.id === wanted.planPriceId && trialDays === wanted.trialDays,
    )
    if (same) return same
    await recordPlanCheckout({ ...columns, termsVersion: terms, now: now() })
    return findPlanCheckoutByAttempt(wanted.attempt)
  })
}
