import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { newId, randomLetters } from "@/lib/sandbox/stripe/ids"
import type { PaymentSecrets } from "@/lib/sandbox/stripe/kinds"
import { insertObject } from "@/lib/sandbox/stripe/objects"

export type IntentDetails = {
  amount: number
  currency: string
  customer: string | null
  description: string | null
  metadata: Stripe.Metadata
  methodTypes: string[]
  automatic: boolean
  receiptEmail: string | null
  setupFutureUsage: "off_session" | "on_session" | null
  statementDescriptor: string | null
  statementDescriptorSuffix: string | null
}

/** Stores a payment intent that waits for a payment method; the amount is in minor units. */
export async function createIntent(
  scope: Scope,
  details: IntentDetails,
  secrets: PaymentSecrets,
): Promise<Stripe.PaymentIntent> {
  const id = newId("payment_intent")
  const intent: Stripe.PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: details.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: details.automatic
      ? { allow_redirects: "always", enabled: true }
      : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${randomLetters(24)}`,
    confirmation_method: "automatic",
    created: scope.now,
    currency: details.currency,
    customer: details.customer,
    customer_account: null,
    description: details.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: details.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: details.methodTypes,
    payment_record: null,
    processing: null,
    receipt_email: details.receiptEmail,
    review: null,
    setup_future_usage: details.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: details.statementDescriptor,
    statement_descriptor_suffix: details.statementDescriptorSuffix,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  }
  await insertObject(scope, "payment_intent", intent, secrets)
  return emit(scope, "payment_intent.created", intent)
}
