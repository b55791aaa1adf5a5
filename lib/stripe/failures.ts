import Stripe from "stripe"

/**
 * What a failed call tells about whether it was carried out.
 * - `in-use`: another call with the same key is under way; its answer can be had in a moment.
 * - `unknown`: no answer, or refused before execution; the same idempotency key is right.
 * - `definite`: Stripe stored the failure under the key and would replay it; a new key is right.
 * - `not-found`: there is no such object.
 * - `defect`: our own request or key is wrong; trying again will not help.
 *
 * Source: https://docs.stripe.com/api/idempotent_requests and https://docs.stripe.com/error-low-level
 */
export type StripeFailure = "in-use" | "unknown" | "definite" | "not-found" | "defect"

/** Sorts a failure of a call to Stripe; null when it does not come from Stripe. */
export function stripeFailure(error: unknown): StripeFailure | null {
  if (!(error instanceof Stripe.errors.StripeError)) return null
  if (error instanceof Stripe.errors.StripeConnectionError) return "unknown"
  const status = error.statusCode ?? 0
  if (status === 409) return "in-use"
  if (status === 429) return "unknown"
  if (status === 404) return "not-found"
  if (status >= 500 || error instanceof Stripe.errors.StripeIdempotencyError) return "definite"
  return "defect"
}

/**
 * Whether a call failed because the customer that it names was deleted at Stripe: as a parameter
 * that is a 400, as the object of the call a 404.
 * Source: https://docs.stripe.com/error-codes#resource-missing
 */
export function isCustomerGone(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false
  return error.code === "resource_missing" && error.message.includes("No such customer")
}

/**
 * Why a charge that a call asked for was not made (402), so that nothing has changed: the card was
 * `declined`, or the bank asks its holder to `confirm`. Null: it failed otherwise, or not at all.
 * Source: https://docs.stripe.com/error-codes and https://docs.stripe.com/declines
 */
export function chargeFailure(error: unknown): "declined" | "confirm" | null {
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode !== 402) return null
  const code = error.code ?? ""
  const asks = code.endsWith("requires_action") || code === "authentication_required"
  return asks ? "confirm" : "declined"
}

/**
 * Whether Stripe knows the key and does not let it do this: a restricted one that lacks a permission.
 * Source: https://docs.stripe.com/error-low-level#errors-by-type
 */
export function isForbidden(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.statusCode === 403
}
