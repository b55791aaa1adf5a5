import { findTrialHistory } from "@/lib/billing/store/trial-history"
import { findPayer } from "@/lib/customers/store/customers"
import { describeError, log } from "@/lib/log"
import type { PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { listCardFingerprints } from "@/lib/stripe/cards"
import { stripeFailure } from "@/lib/stripe/failures"
import { capabilities } from "@/lib/subscriptions/capabilities"
import { mailboxKey } from "@/lib/subscriptions/rules/mailbox"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { type TrialDecision, trialPeriod } from "@/lib/subscriptions/rules/trial-period"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"
import { findTrialUses } from "@/lib/subscriptions/store/trials"

/**
 * The trial that a customer gets with a price, and why there is none where there is none. Asks Stripe for
 * the customer's saved cards; where Stripe is silent the card is looked at when the trial begins.
 */
export async function promiseTrial(
  customerId: string,
  price: PlanPriceRow,
): Promise<TrialDecision> {
  const payer = await findPayer(customerId)
  const settings = await getBillingSettings()
  const history = await findTrialHistory(customerId)
  const used = payer
    ? await findTrialUses({
        mailboxKey: mailboxKey(payer.email),
        cardFingerprints: await cardsOf(payer.stripeCustomerId),
      })
    : { mailbox: false, card: false }
  return trialPeriod({
    startedBy: "customer",
    price: { amount: price.amount, period: periodOf(price), trialDays: price.trialDays },
    shopTrialDays: settings.trialDays,
    ...history,
    provider: capabilities,
    isMailboxUsed: used.mailbox,
    isCardUsed: used.card,
  })
}

async function cardsOf(stripeCustomerId: string | null): Promise<string[]> {
  if (!stripeCustomerId) return []
  try {
    return await listCardFingerprints(stripeCustomerId)
  } catch (error) {
    if (!stripeFailure(error)) throw error
    log.warn(describeError(error), "cards could not be looked at before a trial")
    return []
  }
}
