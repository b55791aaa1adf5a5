import type { Period } from "@/lib/subscriptions/rules/periods"

/** All that a trial is decided by. */
export type TrialContext = {
  /** Who began the subscription: only its customer, in the shop, gets a trial by itself. */
  startedBy: "customer" | "administrator" | "api" | "import"
  price: {
    /** Minor units, of each charge after any introduction. */
    amount: number
    /** Null: charged once. */
    period: Period | null
    /** Days; null: as the shop's setting; 0: none. */
    trialDays: number | null
  }
  /** The shop's setting, in days; 0: no trials. */
  shopTrialDays: number
  /** Whether the customer completed any payment, one of nothing too. */
  hasPaid: boolean
  /** Whether the customer ever had a recurring subscription, one that is over too. */
  hasSubscribed: boolean
  /** Whether who takes the payment keeps a trial that the shop promises. */
  provider: { trial: boolean }
  /** Whether the mailbox behind the customer's address (`mailboxKey`) had a trial. */
  isMailboxUsed: boolean
  /** Whether the card (by its fingerprint) had a trial; false while no card is known. */
  isCardUsed: boolean
}

export type TrialRefusal =
  | "not-self-service"
  | "free"
  | "not-recurring"
  | "paid-before"
  | "subscribed-before"
  | "no-trial"
  | "mailbox-used"
  | "card-used"

/** `days` is whole and above 0 exactly when `refusedBecause` is null. */
export type TrialDecision = { days: number; refusedBecause: TrialRefusal | null }

/**
 * The free days before the first charge, by all the rules of the shop: replace this one function for
 * others. A refusal is of the trial alone: the same subscription can be bought at once, without it.
 * Of several reasons, the first in the order of `TrialRefusal` is told.
 */
export function trialPeriod(context: TrialContext): TrialDecision {
  const days = context.price.trialDays ?? context.shopTrialDays
  const refusedBecause = refusalOf(context, days)
  return { days: refusedBecause ? 0 : days, refusedBecause }
}

function refusalOf(context: TrialContext, days: number): TrialRefusal | null {
  if (context.startedBy !== "customer") return "not-self-service"
  if (context.price.amount === 0) return "free"
  if (context.price.period === null) return "not-recurring"
  if (context.hasPaid) return "paid-before"
  if (context.hasSubscribed) return "subscribed-before"
  if (days < 1 || !context.provider.trial) return "no-trial"
  if (context.isMailboxUsed) return "mailbox-used"
  return context.isCardUsed ? "card-used" : null
}
