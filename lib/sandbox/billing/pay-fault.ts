import type Stripe from "stripe"
import { StripeFault } from "@/lib/sandbox/stripe/faults"

/**
 * The error 402 for an invoice that could not be charged, or null where it was. What the attempt
 * left (a failed charge, a subscription past due) stays when `keeps` says so.
 */
export function payFault(intent: Stripe.PaymentIntent | null, keeps = false): StripeFault | null {
  if (intent?.status === "succeeded" || intent?.status === "processing") return null
  if (intent?.status === "requires_action") {
    return new StripeFault(
      {
        status: 402,
        type: "card_error",
        code: "invoice_payment_intent_requires_action",
        message: "The bank asks the customer to confirm this payment.",
        payment_intent: intent,
      },
      true,
      keeps,
    )
  }
  const error = intent?.last_payment_error
  return new StripeFault(
    {
      status: 402,
      type: "card_error",
      message: error?.message ?? "The customer has no payment method to charge.",
      ...(error?.code ? { code: error.code } : {}),
      ...(error?.decline_code ? { decline_code: error.decline_code } : {}),
      ...(intent ? { payment_intent: intent } : {}),
    },
    true,
    keeps,
  )
}
