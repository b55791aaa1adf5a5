import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import type { Stored } from "@/lib/sandbox/stripe/kinds"

/** Standard VAT rates in percent, of 2026; elsewhere the sandbox reckons without tax. */
export const vatRates: Readonly<Record<string, number>> = {
  AT: 20,
  AU: 10,
  BE: 21,
  CA: 0,
  CH: 8.1,
  CZ: 21,
  DE: 19,
  DK: 25,
  ES: 21,
  FI: 25.5,
  FR: 20,
  GB: 20,
  IE: 23,
  IT: 22,
  JP: 10,
  NL: 21,
  NO: 25,
  NZ: 15,
  PL: 23,
  PT: 23,
  SE: 25,
  US: 0,
}

export type Totals = { lines: Stripe.LineItem[]; subtotal: number; tax: number; total: number }

/** What tax is reckoned of a sale, in percent, and why. */
export type TaxRule = {
  rate: number
  reason: "not_collecting" | "reverse_charge" | "standard_rated" | "zero_rated"
}

/**
 * The tax of a buyer in a country with these numbers. A stand-in for Stripe Tax: standard rates only, and 0
 * where the sandbox knows none. A business elsewhere owes the tax itself; Stripe Tax goes by the shape of its
 * number: what the authority says of it comes later, and changes no sale.
 * Source: https://docs.stripe.com/tax/zero-tax
 */
export function taxIn(
  { settings }: Pick<Scope, "settings">,
  country: string,
  numbers: readonly { type: string }[],
): TaxRule {
  const { headOffice, notCollecting } = settings.tax
  if (notCollecting.includes(country)) return { rate: 0, reason: "not_collecting" }
  const isBusiness = numbers.some(({ type }) => type === "eu_vat" || type === "gb_vat")
  if (isBusiness && country !== headOffice) return { rate: 0, reason: "reverse_charge" }
  const rate = vatRates[country] ?? 0
  return { rate, reason: rate === 0 ? "zero_rated" : "standard_rated" }
}

/**
 * The lines with tax at a rate in percent, in minor units, rounded half up for each line. Tax is in the price
 * when its `tax_behavior` is `inclusive`, and on top of it otherwise.
 */
export function withTax(lines: Stripe.LineItem[], rate: number): Totals {
  const taxed = lines.map((line): Stripe.LineItem => {
    const inclusive = line.price?.tax_behavior === "inclusive"
    const net = line.amount_subtotal - line.amount_discount
    const tax = Math.round((net * rate) / (inclusive ? 100 + rate : 100))
    const total = net + (inclusive ? 0 : tax)
    return { ...line, amount_tax: tax, amount_total: total }
  })
  const sum = (pick: (line: Stripe.LineItem) => number) =>
    taxed.reduce((total, line) => total + pick(line), 0)
  return {
    lines: taxed,
    subtotal: sum((line) => line.amount_subtotal),
    tax: sum((line) => line.amount_tax),
    total: sum((line) => line.amount_total),
  }
}

/** Of what discounts and taxes a session's total is made, as it says when asked. */
export function breakdownOf(
  { now }: Pick<Scope, "now">,
  session: Stored<"checkout.session"> | null,
): Stripe.Checkout.Session.TotalDetails.Breakdown {
  const { tax, lines = [] } = session?.hidden ?? {}
  if (!tax) return { discounts: [], taxes: [] }
  const inclusive = lines.every((line) => line.price?.tax_behavior === "inclusive")
  const rate: Stripe.TaxRate = {
    id: `txr_${tax.reason}_${tax.rate}`,
    object: "tax_rate",
    active: false,
    country: null,
    created: now,
    description: null,
    display_name: "VAT",
    effective_percentage: tax.rate,
    flat_amount: null,
    inclusive,
    jurisdiction: null,
    jurisdiction_level: null,
    livemode: false,
    metadata: {},
    percentage: tax.rate,
    rate_type: "percentage",
    state: null,
    tax_type: "vat",
  }
  const amount = lines.reduce((total, line) => total + line.amount_tax, 0)
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0)
  return {
    discounts: [],
    taxes: [{ amount, rate, taxability_reason: tax.reason, taxable_amount: total - amount }],
  }
}
