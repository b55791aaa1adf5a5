import { askStripe } from "@/lib/billing/ask-stripe"
import type { OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import type { Money } from "@/lib/money"
import type { PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { stripeFailure } from "@/lib/stripe/failures"
import { previewRenewal } from "@/lib/stripe/plan-changes"
import type { Access } from "@/lib/subscriptions/rules/access"
import { isRetried, nextChargeAt, paidUntilOf } from "@/lib/subscriptions/rules/next-charge"

/** The next charge, as it is known. */
export type NextCharge = {
  at: Date
  money: Money
  /** False: Stripe did not answer, and it is the plan's price without coupons and credits. */
  isCertain: boolean
}

/**
 * When a subscription is charged next by itself, and how much: as Stripe previews it, for coupons,
 * credits and scheduled changes are known there alone. Null: it is not charged any more.
 */
export async function findNextCharge(
  own: OwnSubscription,
  known: {
    access: Access | null
    due: { amountDue: number; currency: string; nextAttemptAt: Date | null } | null
    nextPrice: { price: PlanPriceRow | null; at: Date } | null
  },
): Promise<NextCharge | null> {
  const { due, nextPrice, access } = known
  const at = nextChargeAt(own.standing, {
    trialEndsAt: own.trialEndsAt,
    paidUntil: paidUntilOf(access, own.items[0]?.periodEndsAt ?? null),
    retryAt: isRetried(own.standing) ? (due?.nextAttemptAt ?? null) : null,
  })
  if (!at) return null
  if (own.status === "past_due" && due)
    return { at, money: { amount: due.amountDue, currency: due.currency }, isCertain: true }
  const price = nextPrice && nextPrice.at <= at ? nextPrice.price : own.price
  return previewed(own, at, price)
}

async function previewed(
  own: OwnSubscription,
  at: Date,
  price: PlanPriceRow | null,
): Promise<NextCharge | null> {
  const asked = await askStripe({ subscription: own.id }, async () => {
    try {
      return {
        outcome: "previewed" as const,
        invoice: await previewRenewal(own.stripeSubscriptionId),
      }
    } catch (error) {
      // Stripe says that there will be none.
      if (stripeFailure(error) === "not-found") return { outcome: "none" as const }
      throw error
    }
  })
  if (asked.outcome === "none") return null
  if (asked.outcome === "previewed") {
    const { amountDue: amount, currency } = asked.invoice
    return { at, money: { amount, currency }, isCertain: true }
  }
  if (!price) return null
  const amount = price.amount * (own.items[0]?.quantity ?? 1)
  return { at, money: { amount, currency: price.currency }, isCertain: false }
}
