import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { newId, randomLetters } from "@/lib/sandbox/stripe/ids"
import type { PaymentSecrets } from "@/lib/sandbox/stripe/kinds"
import { insertObject } from "@/lib/sandbox/stripe/objects"

export type SetupDetails = {
  customer: string | null
  description: string | null
  metadata: Stripe.Metadata
  methodTypes: string[]
  automatic: boolean
  usage: "off_session" | "on_session"
}

/** Stores a setup intent that waits for a payment method to keep. */
export async function createSetup(
  scope: Scope,
  details: SetupDetails,
  secrets: PaymentSecrets,
): Promise<Stripe.SetupIntent> {
  const id = newId("setup_intent")
  const intent: Stripe.SetupIntent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: details.automatic
      ? { allow_redirects: "always", enabled: true }
      : null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomLetters(24)}`,
    created: scope.now,
    customer: details.customer,
    customer_account: null,
    description: details.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: details.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: details.methodTypes,
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: details.usage,
  }
  await insertObject(scope, "setup_intent", intent, secrets)
  return emit(scope, "setup_intent.created", intent)
}
