import type Stripe from "stripe"
import type { TaxRule } from "@/lib/sandbox/checkout/tax"
import type { CardBehaviour } from "@/lib/sandbox/stripe/test-cards"

/** What a checkout session remembers beside what Stripe shows of it. */
export type SessionSecrets = {
  lines: Stripe.LineItem[]
  /** How its tax was reckoned, where it was. */
  tax?: TaxRule
  /** What the subscription of a session in that mode will be like. */
  subscription?: SubscriptionPlan
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
  /** The invoice that it pays. */
  invoice?: string
  /** Once it has paid, the method is charged for the invoice's subscription from then on. */
  next?: boolean
}

/** What a session in subscription mode asked for. */
export type SubscriptionPlan = {
  description: string | null
  metadata: Stripe.Metadata
  /** Seconds; null: no trial, or `trialDays` from the moment of payment. */
  trialEnd: number | null
  trialDays: number | null
  missingMethod: "cancel" | "create_invoice" | "pause"
  prorationDiscounts: "included" | "itemized"
  /** Made at the first try; the next try pays it. */
  made: string | null
}

/** What was last billed for an item's running period, in minor units less discounts. */
export type Billed = { amount: number; start: number; end: number; invoice: string; line: string }

export type SubscriptionSecrets = {
  /** All items, in the order of their making; Stripe shows the first ten with the subscription. */
  items: Stripe.SubscriptionItem[]
  /** When the next thing happens by itself, in seconds; null: never. */
  due: number | null
  /** The test clock that it lives on; null: the sandbox's clock. */
  clock: string | null
  /** The trial's end and the period's end that were announced. */
  warnedTrial: number | null
  warnedPeriod: number | null
  /** By item. */
  billed: Record<string, Billed>
}

export type InvoiceSecrets = {
  lines: Stripe.InvoiceLineItem[]
  due: number | null
  clock: string | null
  /** When its first payment failed; the retries count from here. */
  failedAt: number | null
}

/** A schedule's or a test clock's next moment. */
export type ScheduleSecrets = { due: number | null; clock: string | null }

/** When the authority answers about a tax id; null: it has, never will, or is not asked. */
export type TaxIdSecrets = { due: number | null; clock: null }

/** How long a portal session was not used, and how far its flow came. */
export type PortalSecrets = {
  /** Seconds; null: its page was never opened. */
  usedAt: number | null
  /** What its flow asked for was done; the rest of the portal is open, where it has no flow. */
  done: boolean
}

type Nothing = Record<string, never>
type GoneCustomer = Stripe.DeletedCustomer & { created: number }

/** Every kind of object that is stored: its public face, typed by the SDK, and what is hidden. */
export type Kinds = {
  product: { data: Stripe.Product; hidden: Nothing }
  price: { data: Stripe.Price; hidden: Nothing }
  customer: { data: Stripe.Customer; hidden: Nothing }
  deleted_customer: { data: GoneCustomer; hidden: Nothing }
  tax_id: { data: Stripe.TaxId; hidden: TaxIdSecrets }
  payment_method: { data: Stripe.PaymentMethod; hidden: PaymentMethodSecrets }
  "checkout.session": { data: Stripe.Checkout.Session; hidden: SessionSecrets }
  payment_intent: { data: Stripe.PaymentIntent; hidden: PaymentSecrets }
  setup_intent: { data: Stripe.SetupIntent; hidden: PaymentSecrets }
  charge: { data: Stripe.Charge; hidden: Nothing }
  refund: { data: Stripe.Refund; hidden: Nothing }
  dispute: { data: Stripe.Dispute; hidden: Nothing }
  balance_transaction: { data: Stripe.BalanceTransaction; hidden: Nothing }
  event: { data: Stripe.EventBase; hidden: Nothing }
  subscription: { data: Stripe.Subscription; hidden: SubscriptionSecrets }
  invoice: { data: Stripe.Invoice; hidden: InvoiceSecrets }
  invoice_payment: { data: Stripe.InvoicePayment; hidden: Nothing }
  invoiceitem: { data: Stripe.InvoiceItem; hidden: Nothing }
  discount: { data: Stripe.Discount; hidden: Nothing }
  coupon: { data: Stripe.Coupon; hidden: Nothing }
  deleted_coupon: { data: Stripe.Coupon; hidden: Nothing }
  promotion_code: { data: Stripe.PromotionCode; hidden: Nothing }
  subscription_schedule: { data: Stripe.SubscriptionSchedule; hidden: ScheduleSecrets }
  "test_helpers.test_clock": { data: Stripe.TestHelpers.TestClock; hidden: Nothing }
  "billing_portal.session": { data: Stripe.BillingPortal.Session; hidden: PortalSecrets }
  "billing_portal.configuration": { data: Stripe.BillingPortal.Configuration; hidden: Nothing }
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
  tax_id: "txi_",
  payment_method: "pm_",
  "checkout.session": "cs_test_",
  payment_intent: "pi_",
  setup_intent: "seti_",
  charge: "ch_",
  refund: "re_",
  dispute: "du_",
  balance_transaction: "txn_",
  event: "evt_",
  subscription: "sub_",
  invoice: "in_",
  invoice_payment: "inpay_",
  invoiceitem: "ii_",
  discount: "di_",
  coupon: "",
  deleted_coupon: "",
  promotion_code: "promo_",
  subscription_schedule: "sub_sched_",
  "test_helpers.test_clock": "clock_",
  "billing_portal.session": "bps_",
  "billing_portal.configuration": "bpc_",
}
