import { findTrialHistory } from "@/lib/billing/store/trial-history"
import { findPayer } from "@/lib/customers/store/customers"
import { describeError, log } from "@/lib/log"
import { listCardFingerprints } from "@/lib/stripe/cards"
import { stripeFailure } from "@/lib/stripe/failures"
import { mailboxKey } from "@/lib/subscriptions/rules/mailbox"
import type { TrialContext } from "@/lib/subscriptions/rules/trial-period"
import { findTrialUses } from "@/lib/subscriptions/store/trials"

/** What of a customer decides whether a trial is theirs. */
export type TrialFacts = Pick<
  TrialContext,
  "hasPaid" | "hasSubscribed" | "isMailboxUsed" | "isCardUsed"
>

/**
 * What of a customer decides whether a trial is theirs. With their saved cards it asks Stripe; where
 * Stripe is silent, and for a page that only tells, the card is looked at when the trial begins.
 */
export async function findTrialFacts(
  customerId: string,
  { withCards }: { withCards: boolean },
): Promise<TrialFacts> {
  const payer = await findPayer(customerId)
  const history = await findTrialHistory(customerId)
  if (!payer) return { ...history, isMailboxUsed: false, isCardUsed: false }
  const used = await findTrialUses({
    mailboxKey: mailboxKey(payer.email),
    cardFingerprints: withCards ? await cardsOf(payer.stripeCustomerId) : [],
  })
  return { ...history, isMailboxUsed: used.mailbox, isCardUsed: used.card }
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
