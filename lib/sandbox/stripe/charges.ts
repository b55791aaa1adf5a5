import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { bookTransaction } from "@/lib/sandbox/stripe/balance-transactions"
import { type Decline, declines } from "@/lib/sandbox/stripe/declines"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { insertObject } from "@/lib/sandbox/stripe/objects"
import { filled, listParams, range, type Shape } from "@/lib/sandbox/stripe/params"

export type ChargeStatus = "failed" | "pending" | "succeeded"

/** Stores a charge of the intent's whole amount, in minor units. */
export async function createCharge(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  status: ChargeStatus,
  decline: Decline | null,
): Promise<Stripe.Charge> {
  const id = newId("charge")
  const charge: Stripe.Charge = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: status === "failed" ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...method.billing_details },
    calculated_statement_descriptor: intent.statement_descriptor ?? "KIOSK SANDBOX",
    captured: status !== "failed",
    created: scope.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline ? declines[decline].code : null,
    failure_message: decline ? declines[decline].message : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(status, decline),
    paid: status === "succeeded",
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(method, intent.amount),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: null,
  }
  return insertObject(scope, "charge", await booked(scope, charge), {})
}

/** The charge with its transaction on the balance, once it is paid. */
export async function booked(scope: Scope, charge: Stripe.Charge): Promise<Stripe.Charge> {
  if (!charge.paid) return charge
  const { id } = await bookTransaction(scope, { of: "charge", source: charge })
  return { ...charge, balance_transaction: id }
}

function outcomeOf(status: ChargeStatus, decline: Decline | null): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline ? declines[decline].declineCode : null,
    risk_level: "normal",
    seller_message: decline ? "The bank declined the payment." : "Payment complete.",
    type: status === "failed" ? "issuer_declined" : "authorized",
  }
}

function methodDetails(
  method: Stripe.PaymentMethod,
  amount: number,
): Stripe.Charge.PaymentMethodDetails {
  const { card, sepa_debit: debit } = method
  if (debit) {
    const { bank_code, branch_code, country, fingerprint, last4 } = debit
    return {
      type: "sepa_debit",
      sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null },
    }
  }
  if (!card) return { type: method.type }
  return {
    type: "card",
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: card.regulated_status,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

export const chargeRoutes = objectRoutes("charge", {
  list: {
    params: listParams({
      created: range.optional(),
      customer: filled.optional(),
      payment_intent: filled.optional(),
    } satisfies Shape<Stripe.ChargeListParams>),
  },
})
