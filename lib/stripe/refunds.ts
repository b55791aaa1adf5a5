import Stripe from "stripe"
import type { Money } from "@/lib/money"
import { toStripeAmount } from "@/lib/stripe/amounts"
import { answeredAt, stripe } from "@/lib/stripe/client"
import { type RefundSnapshot, readRefund, type Versioned } from "@/lib/stripe/snapshots"

/**
 * Gives a part of a payment back, or all of it. Throws the SDK's errors; `refusalOf` says which of them
 * are Stripe's last word.
 * @param details.idempotencyKey once for each key
 */
export async function createRefund(details: {
  paymentIntentId: string
  money: Money
  metadata: Record<string, string>
  idempotencyKey: string
}): Promise<Versioned<RefundSnapshot>> {
  const answer = await stripe().refunds.create(
    {
      payment_intent: details.paymentIntentId,
      amount: toStripeAmount(details.money),
      reason: "requested_by_customer",
      metadata: details.metadata,
    },
    { idempotencyKey: details.idempotencyKey },
  )
  return { snapshot: readRefund(answer), versionAt: answeredAt(answer) }
}

/** The refund of a payment that answers a request of the shop's; null: Stripe has made none of it. */
export async function findRefundOf(
  paymentIntentId: string,
  requestId: string,
): Promise<RefundSnapshot | null> {
  const pages = stripe().refunds.list({ payment_intent: paymentIntentId, limit: 100 })
  for await (const refund of pages)
    if (refund.metadata?.request === requestId) return readRefund(refund)
  return null
}

/**
 * Why Stripe will not make a refund, in its own words: nothing is left of the charge, or it is disputed.
 * Null: it may still be made.
 * Source: https://docs.stripe.com/refunds and https://docs.stripe.com/error-codes
 */
export function refusalOf(error: unknown): string | null {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null
  return error.statusCode === 400 || error.statusCode === 404 ? error.message : null
}
