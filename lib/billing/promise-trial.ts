import { findTrialFacts } from "@/lib/billing/find-trial-facts"
import type { PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { capabilities } from "@/lib/subscriptions/capabilities"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { type TrialDecision, trialPeriod } from "@/lib/subscriptions/rules/trial-period"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

/**
 * The trial that a customer gets with a price, and why there is none where there is none. Asks Stripe for
 * the customer's saved cards; where Stripe is silent the card is looked at when the trial begins.
 */
export async function promiseTrial(
  customerId: string,
  price: PlanPriceRow,
): Promise<TrialDecision> {
  const settings = await getBillingSettings()
  return trialPeriod({
    startedBy: "customer",
    price: { amount: price.amount, period: periodOf(price), trialDays: price.trialDays },
    shopTrialDays: settings.trialDays,
    provider: capabilities,
    ...(await findTrialFacts(customerId, { withCards: true })),
  })
}
