import type { Money } from "@/lib/money"

// Stripe keeps two decimals for these though ISO 4217 has none; the decimals must be 00.
// https://docs.stripe.com/currencies#special-cases
const twoDecimalsAtStripe = new Set(["isk", "ugx"])

/** An amount as Stripe's API takes it: its own minor units. */
export function toStripeAmount({ amount, currency }: Money): number {
  return twoDecimalsAtStripe.has(currency) ? amount * 100 : amount
}

/** An amount of Stripe's API in minor units of ISO 4217. */
export function fromStripeAmount(amount: number, currency: string): number {
  return twoDecimalsAtStripe.has(currency) ? Math.round(amount / 100) : amount
}

/** Whether Stripe can charge this amount: the last digit of a three-decimal one must be 0. */
export function isChargeable({ amount, currency }: Money): boolean {
  return amount >= 0 && (!threeDecimals.has(currency) || amount % 10 === 0)
}

const threeDecimals = new Set(["bhd", "jod", "kwd", "omr", "tnd"])
