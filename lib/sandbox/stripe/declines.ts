import type Stripe from "stripe"

type DeclineText = { code: string; declineCode: string; message: string }

/** Why a card is refused: the error's code, the issuer's reason, and what the buyer reads. */
export const declines = {
  generic_decline: {
    code: "card_declined",
    declineCode: "generic_decline",
    message: "Your card was declined.",
  },
  insufficient_funds: {
    code: "card_declined",
    declineCode: "insufficient_funds",
    message: "Your card has insufficient funds.",
  },
  lost_card: {
    code: "card_declined",
    declineCode: "lost_card",
    message: "Your card was declined.",
  },
  stolen_card: {
    code: "card_declined",
    declineCode: "stolen_card",
    message: "Your card was declined.",
  },
  expired_card: {
    code: "expired_card",
    declineCode: "expired_card",
    message: "Your card has expired.",
  },
  incorrect_cvc: {
    code: "incorrect_cvc",
    declineCode: "incorrect_cvc",
    message: "Your card's security code is incorrect.",
  },
  processing_error: {
    code: "processing_error",
    declineCode: "processing_error",
    message: "An error occurred while processing your card. Try again in a little while.",
  },
  test_mode_live_card: {
    code: "card_declined",
    declineCode: "test_mode_live_card",
    message: "Your card was declined: the sandbox takes only the test cards that it lists.",
  },
} as const satisfies Record<string, DeclineText>

export type Decline = keyof typeof declines

/** The error that a payment intent remembers and a 402 carries. */
export function declineError(
  decline: Decline,
  charge: string,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent.LastPaymentError {
  const text = declines[decline]
  return {
    type: "card_error",
    charge,
    code: text.code,
    decline_code: text.declineCode,
    message: text.message,
    payment_method: method,
  }
}

/** The error after the buyer's bank did not confirm the buyer. */
export function authenticationError(
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent.LastPaymentError {
  return {
    type: "invalid_request_error",
    code: "payment_intent_authentication_failure",
    message: "Authentication failed. Try again, or use another card.",
    payment_method: method,
  }
}
