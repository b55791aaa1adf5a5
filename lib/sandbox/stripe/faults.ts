import type Stripe from "stripe"

export type FaultDetails = {
  status: 400 | 401 | 402 | 403 | 404 | 409 | 429 | 500
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error"
  message: string
  code?: string
  param?: string
  decline_code?: string
  payment_intent?: Stripe.PaymentIntent
  setup_intent?: Stripe.SetupIntent
}

/**
 * An error as Stripe's API answers it.
 * `reached`: the call got past the check of its parameters, so its key remembers the failure.
 * `keeps`: what was written before the failure stays (a declined payment leaves a failed charge).
 * Source: https://docs.stripe.com/api/errors and https://docs.stripe.com/api/idempotent_requests
 */
export class StripeFault extends Error {
  constructor(
    readonly details: FaultDetails,
    readonly reached: boolean = true,
    readonly keeps: boolean = false,
  ) {
    super(details.message)
  }
}

/** A parameter that cannot be accepted: 400, and the idempotency key stays free. */
export function badParameter(message: string, param: string, code?: string): StripeFault {
  return new StripeFault(
    { status: 400, type: "invalid_request_error", message, param, ...(code ? { code } : {}) },
    false,
  )
}

/** A call that does not fit the state of its object: 400, remembered by the key. */
export function badState(message: string, code?: string, param?: string): StripeFault {
  return new StripeFault({
    status: 400,
    type: "invalid_request_error",
    message,
    ...(code ? { code } : {}),
    ...(param ? { param } : {}),
  })
}

/** An object that does not exist: 404 when it is what the address names, 400 as a parameter. */
export function missing(kind: string, id: string, param: string): StripeFault {
  return new StripeFault({
    status: param === "id" ? 404 : 400,
    type: "invalid_request_error",
    code: "resource_missing",
    param,
    message: `No such ${kind.replace("checkout.", "checkout ").replaceAll("_", " ")}: '${id}'`,
  })
}
