import type Stripe from "stripe"
import type { FieldErrors } from "@/lib/sandbox/checkout/payment-form"

/** What became of a session when its form was sent. */
export type Payment =
  | { outcome: "authenticate"; intent: string }
  | { outcome: "complete"; session: Stripe.Checkout.Session }
  | { outcome: "declined"; session: Stripe.Checkout.Session; message: string }
  | { outcome: "over"; session: Stripe.Checkout.Session }
  | { outcome: "wrong"; session: Stripe.Checkout.Session; errors: FieldErrors }
