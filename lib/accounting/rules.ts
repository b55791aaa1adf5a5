import { harmless } from "@/lib/csv-cell"
import { type Money, toDecimal } from "@/lib/money"

/** Money that came, went back, or is disputed. Amounts in minor units of the currency. */
export type Booking = {
  id: string
  /** In the shop's time zone: "2026-05-01 14:00:00". */
  localTime: string
  kind: "payment" | "refund" | "dispute"
  /** Stripe's word for how it stands. */
  status: string
  orderId: string | null
  invoiceId: string | null
  invoiceNumber: string | null
  /** The payment's id at Stripe, "pi_…". */
  stripePaymentId: string | null
  /** The id of what is booked: a session, an invoice, a refund or a dispute. */
  stripeId: string | null
  /** An address; null: forgotten. */
  customer: string | null
  country: string | null
  product: string
  currency: string
  /** Negative where money left. */
  gross: number
  tax: number
  /** Stripe's word for the tax of an order: "vat", "sales_tax", …; null: none, not known, or an invoice. */
  taxType: string | null
  /** Whether the buyer of an order owes its tax; null: not known, as of an invoice. */
  isReverseCharged: boolean | null
  /** What Stripe took, and what came to its balance or left it, in that balance's currency; null: not told yet. */
  fee: number | null
  settled: number | null
  settledCurrency: string | null
  /** What the link to the shop said that led to the order. */
  utmSource: string | null
  utmMedium: string | null
  utmCampaign: string | null
  utmTerm: string | null
  utmContent: string | null
}

/** The heading of the export; docs/operations.md says what each column means. */
export const accountingColumns = [
  "date",
  "time",
  "kind",
  "status",
  "order",
  "invoice",
  "invoice_number",
  "stripe_payment",
  "stripe_id",
  "customer",
  "country",
  "product",
  "currency",
  "net",
  "tax",
  "gross",
  "tax_type",
  "reverse_charge",
  "fee",
  "settled",
  "settled_currency",
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
]

/** A booking as a row of the export. Amounts are decimals of the major unit, exactly. */
export function toCells(booking: Booking): string[] {
  const { localTime, currency, gross, tax, isReverseCharged, settledCurrency } = booking
  const decimal = (amount: Money["amount"]) => toDecimal({ amount, currency })
  const settled = (amount: number | null) =>
    amount === null || settledCurrency === null
      ? ""
      : toDecimal({ amount, currency: settledCurrency })
  return [
    localTime.slice(0, 10),
    localTime.slice(11),
    booking.kind,
    booking.status,
    booking.orderId ?? "",
    booking.invoiceId ?? "",
    harmless(booking.invoiceNumber ?? ""),
    booking.stripePaymentId ?? "",
    booking.stripeId ?? "",
    harmless(booking.customer ?? ""),
    harmless(booking.country ?? ""),
    harmless(booking.product),
    currency.toUpperCase(),
    decimal(gross - tax),
    decimal(tax),
    decimal(gross),
    harmless(booking.taxType ?? ""),
    isReverseCharged === null ? "" : isReverseCharged ? "yes" : "no",
    settled(booking.fee),
    settled(booking.settled),
    settledCurrency?.toUpperCase() ?? "",
    harmless(booking.utmSource ?? ""),
    harmless(booking.utmMedium ?? ""),
    harmless(booking.utmCampaign ?? ""),
    harmless(booking.utmTerm ?? ""),
    harmless(booking.utmContent ?? ""),
  ]
}
