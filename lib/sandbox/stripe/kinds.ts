import type Stripe from "stripe"
import type { CardBehaviour } from "@/lib/sandbox/stripe/test-cards"

/** What a checkout session remembers beside what Stripe shows of it. */
export type SessionSecrets = {
  lines: Stripe.LineItem[]
  payment: {
    metadata: Stripe.Metadata
    description: string | null
    receiptEmail: string | null
    setupFutureUsage: "off_session" | "on_session" | null
    statementDescriptor: string | null
    statementDescriptorSuffix: string | null
  }
  /** Whether the method may be shown to its customer again, as the call said; null: it did not. */
  redisplay: Redisplay | null
}

/** May this payment method be shown again to its customer on a payment page? */
export type Redisplay = "always" | "limited" | "unspecified"

/** How a payment method behaves when it is charged; the card's number itself is never kept. */
export type PaymentMethodSecrets = { behaviour: CardBehaviour }

/** Where a payment or setup comes from and where the buyer returns to after authentication. */
export type PaymentSecrets = {
  session: string | null
  returnUrl: string | null
  /** The method is kept for the customer once it has worked, shown again as this says. */
  keep?: Redisplay | null
}

type Nothing = Record<string, never>
type GoneCustomer = Stripe.DeletedCustomer & { created: number }

/** Every kind of object that is stored: its public face, typed by the SDK, and what is hidden. */
export type Kinds = {
  product: { data: Stripe.Product; hidden: Nothing }
  price: { data: Stripe.Price; hidden: Nothing }
  customer: { data: Stripe.Customer; hidden: Nothing }
  deleted_customer: { data: GoneCustomer; hidden: Nothing }
  payment_method: { data: Stripe.PaymentMethod; hidden: PaymentMethodSecrets }
  "checkout.session": { data: Stripe.Checkout.Session; hidden: SessionSecrets }
  payment_intent: { data: Stripe.PaymentIntent; hidden: PaymentSecrets }
  setup_intent: { data: Stripe.SetupIntent; hidden: PaymentSecrets }
  charge: { data: Stripe.Charge; hidden: Nothing }
  refund: { data: Stripe.Refund; hidden: Nothing }
  dispute: { data: Stripe.Dispute; hidden: Nothing }
  event: { data: Stripe.EventBase; hidden: Nothing }
}

export type Kind = keyof Kinds
export type Data<K extends Kind> = Kinds[K]["data"]
export type Stored<K extends Kind> = { data: Data<K>; hidden: Kinds[K]["hidden"] }

/** What the id of each kind starts with, as Stripe's do. */
export const idPrefix: Record<Kind, string> = {
  product: "prod_",
  price: "price_",
  customer: "cus_",
  deleted_customer: "cus_",
  payment_method: "pm_",
  "checkout.session": "cs_test_",
  payment_intent: "pi_",
  setup_intent: "seti_",
  charge: "ch_",
  refund: "re_",
  dispute: "du_",
  event: "evt_",
}
