import { createHash } from "node:crypto"
import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { newId } from "@/lib/sandbox/stripe/ids"
import { insertObject } from "@/lib/sandbox/stripe/objects"
import type { TestCard } from "@/lib/sandbox/stripe/test-cards"

export type MethodDetails = {
  card: TestCard
  expMonth: number
  expYear: number
  email: string | null
  name: string | null
  country: string | null
  metadata: Stripe.Metadata
}

/**
 * Stores a payment method. Of the card only what Stripe shows is kept, and how it behaves;
 * a card that settles later is shown as the bank debit that it stands for.
 */
export async function createMethod(
  scope: Scope,
  details: MethodDetails,
): Promise<Stripe.PaymentMethod> {
  const { card } = details
  const method: Stripe.PaymentMethod = {
    id: newId("payment_method"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: emptyAddress(details.country),
      email: details.email,
      name: details.name,
      phone: null,
      tax_id: null,
    },
    created: scope.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: details.metadata,
    ...(card.behaviour.delayed
      ? { type: "sepa_debit", sepa_debit: bankDebit(card) }
      : { type: "card", card: cardFace(details) }),
  }
  return insertObject(scope, "payment_method", method, { behaviour: card.behaviour })
}

function cardFace({ card, expMonth, expYear }: MethodDetails): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: card.country,
    display_brand: card.brand === "amex" ? "american_express" : card.brand,
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: fingerprint(card),
    funding: "credit",
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

function bankDebit(card: TestCard): Stripe.PaymentMethod.SepaDebit {
  return {
    bank_code: "00000000",
    branch_code: null,
    country: "DE",
    fingerprint: fingerprint(card),
    generated_from: { charge: null, setup_attempt: null },
    last4: card.number.slice(-4),
  }
}

/** The same for each use of one card, and nothing to learn its number from. */
function fingerprint(card: TestCard): string {
  return createHash("sha256").update(`sandbox ${card.number}`).digest("base64url").slice(0, 16)
}

/** An address of which at most the country is known. */
export function emptyAddress(country: string | null): Stripe.Address {
  return { city: null, country, line1: null, line2: null, postal_code: null, state: null }
}
