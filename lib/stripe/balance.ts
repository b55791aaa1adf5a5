import { z } from "zod"
import { fromStripeAmount } from "@/lib/stripe/amounts"
import { stripe } from "@/lib/stripe/client"
import { isForbidden } from "@/lib/stripe/failures"
import { optionalId, time } from "@/lib/stripe/shapes"

const source = z.object({ id: z.string(), object: z.string(), payment_intent: optionalId })

const transaction = z
  .object({
    id: z.string(),
    amount: z.number().int(),
    fee: z.number().int(),
    currency: z.string(),
    source: source.nullish(),
    created: time,
  })
  .transform((raw) => ({
    id: raw.id,
    /** What moved the money, and its kind at Stripe: "charge", "refund", "dispute", or another. */
    source: raw.source ?? null,
    paymentIntentId: raw.source?.payment_intent ?? null,
    /** The currency of the balance, which may be another than was charged. */
    currency: raw.currency,
    amount: fromStripeAmount(raw.amount, raw.currency),
    fee: fromStripeAmount(raw.fee, raw.currency),
    createdAt: raw.created,
  }))

/** A movement of the account's balance. Amounts in ISO minor units; those that left it are negative. */
export type BalanceSnapshot = z.infer<typeof transaction>

/**
 * All movements of the account's balance in [since, until), newest first, with what moved it.
 * Source: https://docs.stripe.com/api/balance_transactions/list
 */
export async function* listBalance(since: Date, until: Date): AsyncGenerator<BalanceSnapshot> {
  const pages = stripe().balanceTransactions.list({
    created: { gte: toSeconds(since), lt: toSeconds(until) },
    limit: 100,
    expand: ["data.source"],
  })
  for await (const one of pages) yield transaction.parse(one)
}

/** Whether the shop's key may read the balance: a restricted one needs a permission for it. Throws the SDK's errors. */
export async function mayReadBalance(): Promise<boolean> {
  try {
    await stripe().balanceTransactions.list({ limit: 1 })
    return true
  } catch (error) {
    if (isForbidden(error)) return false
    throw error
  }
}

// Up to the next second, so that half-open spans that join leave nothing out.
function toSeconds(date: Date): number {
  return Math.ceil(date.getTime() / 1000)
}
