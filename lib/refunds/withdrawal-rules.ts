import { isDisputed, refunded, type revocationsOf } from "@/lib/purchases/rules"

/** Days in which a buyer may withdraw (Directive 2011/83/EU, Article 9). */
export const WITHDRAWAL_DAYS = 14

/** What of an order decides whether its buyer may withdraw. Amounts in minor units. */
export type WithdrawalFacts = {
  status: string
  amountTotal: number
  paidAt: Date | null
  withdrawnAt: Date | null
  /** Whether they agreed to delivery before the time is over. */
  hasConsent: boolean
  /** When any of it was opened first; null: nothing was. */
  openedAt: Date | null
  refunds: Parameters<typeof revocationsOf>[1]
  disputes: Parameters<typeof revocationsOf>[2]
}

/** Whether a buyer may withdraw, until when, or why not. */
export type Withdrawal =
  | { isPossible: true; until: Date }
  | {
      isPossible: false
      reason: "not-paid" | "free" | "withdrawn" | "refunded" | "disputed" | "too-late" | "opened"
    }

/**
 * Whether the buyer of an order may withdraw from it at `now`: for fourteen days from the payment on, and
 * with consent to immediate delivery only while nothing of it was opened. The right then ends with the
 * first byte (Article 16, point m); without that consent it does not.
 */
export function withdrawalFor(order: WithdrawalFacts, now: Date): Withdrawal {
  const no = (reason: Extract<Withdrawal, { isPossible: false }>["reason"]): Withdrawal => ({
    isPossible: false,
    reason,
  })
  if (order.withdrawnAt) return no("withdrawn")
  if (order.status !== "paid" || !order.paidAt) return no("not-paid")
  if (order.amountTotal === 0) return no("free")
  if (isDisputed(order.disputes)) return no("disputed")
  if (refunded(order.refunds) >= order.amountTotal) return no("refunded")
  const until = new Date(order.paidAt.getTime() + WITHDRAWAL_DAYS * 86_400_000)
  if (now >= until) return no("too-late")
  if (order.hasConsent && order.openedAt) return no("opened")
  return { isPossible: true, until }
}
