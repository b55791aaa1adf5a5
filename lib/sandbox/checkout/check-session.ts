import type { SessionParams } from "@/lib/sandbox/checkout/session-params"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"

const dayMinutes = 24 * 60
const leastMinutes = 30

/** Throws Stripe's error for parameters that do not go together. */
export function checkSession(scope: Scope, params: SessionParams): void {
  if (params.mode === "setup") checkSetup(params)
  else if (params.setup_intent_data) {
    throw badParameter("setup_intent_data goes with the setup mode alone.", "setup_intent_data")
  }
  if (params.mode === "subscription") checkSubscription(scope, params)
  else checkNoSubscription(params)
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
  checkTax(params)
  const minutes = ((params.expires_at ?? scope.now + dayMinutes * 60) - scope.now) / 60
  if (minutes < leastMinutes - 1 || minutes > dayMinutes + 1) {
    throw badParameter(
      "expires_at must lie between 30 minutes and 24 hours after the session's creation.",
      "expires_at",
    )
  }
}

/**
 * What Stripe learns of a known customer it keeps with them, and wants to be allowed to.
 * Source: https://docs.stripe.com/tax/checkout and https://docs.stripe.com/tax/checkout/tax-ids
 */
function checkTax(params: SessionParams): void {
  if (!params.customer) {
    if (params.customer_update) {
      throw badParameter("customer_update goes with customer alone.", "customer_update")
    }
    return
  }
  const { address, name } = params.customer_update ?? {}
  // At Stripe an address that the customer has already is enough.
  if (params.automatic_tax?.enabled && address !== "auto") {
    throw badParameter(
      "Automatic tax needs the customer's address: set customer_update[address] to auto.",
      "customer_update[address]",
    )
  }
  if (params.tax_id_collection?.enabled && name !== "auto") {
    throw badParameter(
      "Tax ID collection changes the customer's name: set customer_update[name] to auto.",
      "customer_update[name]",
    )
  }
}

/** Source: the SDK's notes on `Checkout.SessionCreateParams`. */
function checkSubscription(scope: Scope, params: SessionParams): void {
  const payOnly = [
    "customer_creation",
    "invoice_creation",
    "payment_intent_data",
    "submit_type",
  ] as const
  const wrong = payOnly.find((name) => params[name] !== undefined)
  if (wrong) throw badParameter(`${wrong} does not go with the subscription mode.`, wrong)
  if (params.discounts && params.allow_promotion_codes !== undefined) {
    throw badParameter("Give only one of discounts and allow_promotion_codes.", "discounts")
  }
  const { trial_end: end, trial_period_days: days } = params.subscription_data ?? {}
  const param = "subscription_data[trial_end]"
  if (end !== undefined && days !== undefined) {
    throw badParameter("Give only one of trial_end and trial_period_days.", param)
  }
  if (end !== undefined && end < scope.now + 2 * dayMinutes * 60) {
    throw badParameter("trial_end must lie at least 2 days ahead.", param)
  }
}

function checkNoSubscription(params: SessionParams): void {
  const names = ["subscription_data", "payment_method_collection", "discounts"] as const
  const wrong = names.find((name) => params[name] !== undefined)
  if (wrong) {
    throw badParameter(`${wrong} goes with the subscription mode alone, in this sandbox.`, wrong)
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
    "tax_id_collection",
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
