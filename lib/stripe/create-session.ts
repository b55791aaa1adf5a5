import { env } from "@/lib/env"
import { toStripeAmount } from "@/lib/stripe/amounts"
import { stripe } from "@/lib/stripe/client"
import { readSession, type SessionSnapshot } from "@/lib/stripe/snapshots"
import { keptOfPayer, taxed } from "@/lib/stripe/tax-params"

export type SessionRequest = {
  checkoutId: string
  shopId: string
  idempotencyKey: string
  currency: string
  cancelUrl: string
  successUrl: string
  lines: { title: string; amount: number; editionId: string }[]
  /** Who pays, at Stripe: their saved cards are offered. Null: a guest, who says it there. */
  stripeCustomerId: string | null
}

// Digital goods, https://docs.stripe.com/tax/tax-codes
const DIGITAL_GOODS = "txcd_10000000"

/**
 * Makes the Checkout session of an order: card and whatever else the account has switched on, an
 * email, and no address unless tax needs a country. A customer's address stands there unchangeable,
 * with the cards they saved and a box to save this one. The same request with the same key gives the
 * same session. Throws the SDK's errors; `stripeFailure` sorts them.
 */
export async function createSession(request: SessionRequest): Promise<SessionSnapshot> {
  const metadata = { kiosk: request.shopId, checkout: request.checkoutId }
  const tax = env().STRIPE_TAX
  const session = await stripe().checkout.sessions.create(
    {
      mode: "payment",
      line_items: request.lines.map((line) => ({
        quantity: 1,
        price_data: {
          currency: request.currency,
          unit_amount: toStripeAmount({ amount: line.amount, currency: request.currency }),
          product_data: {
            name: line.title,
            metadata: { kiosk: request.shopId, edition: line.editionId },
            ...(tax ? { tax_code: DIGITAL_GOODS } : {}),
          },
          ...(tax ? { tax_behavior: "inclusive" as const } : {}),
        },
      })),
      client_reference_id: request.checkoutId,
      metadata,
      payment_intent_data: { metadata },
      ...payerOf(request.stripeCustomerId, tax),
      // A dashboard setting would otherwise charge another currency than the page showed.
      adaptive_pricing: { enabled: false },
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
      ...(tax ? taxed : {}),
    },
    { idempotencyKey: request.idempotencyKey },
  )
  return readSession(session)
}

// Saved cards: https://docs.stripe.com/payments/existing-customers and, for the box,
// https://docs.stripe.com/payments/checkout/save-during-payment
function payerOf(customer: string | null, tax: boolean) {
  if (!customer) return { customer_creation: "always" as const }
  return {
    customer,
    saved_payment_method_options: { payment_method_save: "enabled" as const },
    ...(tax ? keptOfPayer : {}),
  }
}
