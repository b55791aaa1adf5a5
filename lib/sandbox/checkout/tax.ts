import type Stripe from "stripe"

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

/**
 * The lines with the tax of a country, in minor units, rounded half up for each line. Tax is in
 * the price when its `tax_behavior` is `inclusive`, and on top of it otherwise.
 * A stand-in for Stripe Tax: standard rates only.
 */
export function withTax(lines: Stripe.LineItem[], country: string | null): Totals {
  const rate = (country === null ? undefined : vatRates[country]) ?? 0
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
