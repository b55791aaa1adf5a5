import type { SessionParams } from "@/lib/sandbox/checkout/session-params"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"

const dayMinutes = 24 * 60
const leastMinutes = 30

/** Throws Stripe's error for parameters that do not go together. */
export function checkSession(scope: Scope, params: SessionParams): void {
  if (params.mode === "subscription") {
    throw badParameter("The sandbox has no sessions in subscription mode yet.", "mode")
  }
  if (params.mode === "setup") checkSetup(params)
  else if (params.setup_intent_data) {
    throw badParameter("setup_intent_data goes with the setup mode alone.", "setup_intent_data")
  }
  if (!params.success_url) {
    throw badParameter("Missing required param: success_url.", "success_url", "parameter_missing")
  }
  if (params.customer && params.customer_email) {
    throw badParameter("Give only one of customer and customer_email.", "customer_email")
  }
  if (params.customer && params.customer_creation) {
    throw badParameter("customer_creation does not go with customer.", "customer_creation")
  }
  if (params.saved_payment_method_options?.payment_method_save === "enabled" && !params.customer) {
    // At Stripe a new customer may save too; this sandbox asks for one that is known.
    if (params.customer_creation !== "always") {
      throw badParameter(
        "payment_method_save needs a customer.",
        "saved_payment_method_options[payment_method_save]",
      )
    }
  }
  const minutes = ((params.expires_at ?? scope.now + dayMinutes * 60) - scope.now) / 60
  if (minutes < leastMinutes - 1 || minutes > dayMinutes + 1) {
    throw badParameter(
      "expires_at must lie between 30 minutes and 24 hours after the session's creation.",
      "expires_at",
    )
  }
}

/** Source: https://docs.stripe.com/payments/checkout/save-and-reuse and the SDK's own notes. */
function checkSetup(params: SessionParams): void {
  const payOnly = [
    "line_items",
    "payment_intent_data",
    "saved_payment_method_options",
    "submit_type",
    "automatic_tax",
    "invoice_creation",
  ] as const
  const wrong = payOnly.find((name) => params[name] !== undefined)
  if (wrong) throw badParameter(`${wrong} does not go with the setup mode.`, wrong)
  if (!params.currency && !params.allowed_payment_method_types) {
    throw badParameter(
      "In setup mode give a currency, or allowed_payment_method_types.",
      "currency",
      "parameter_missing",
    )
  }
}
