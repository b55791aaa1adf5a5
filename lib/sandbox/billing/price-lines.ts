import type Stripe from "stripe"
import type { TaxRule } from "@/lib/sandbox/checkout/tax"
import { idOf } from "@/lib/sandbox/stripe/id-of"

export type Applied = { id: string; coupon: Stripe.Coupon }
export type Pricing = {
  discounts: Applied[]
  /** Null: no tax is reckoned. */
  tax: TaxRule | null
  /** The prices whose amounts hold their tax already. */
  inclusive: ReadonlySet<string>
}

/**
 * The lines with their discounts and taxes. Discounts come one after the other, each of what the
 * earlier ones left; an amount is spread over the lines in proportion. Half units go up.
 * Source: https://docs.stripe.com/billing/subscriptions/coupons
 */
export function priceLines(
  lines: Stripe.InvoiceLineItem[],
  { discounts, tax, inclusive }: Pricing,
): Stripe.InvoiceLineItem[] {
  const taken = lines.map((): Stripe.InvoiceLineItem.DiscountAmount[] => [])
  const left = lines.map((line) => (line.discountable ? line.amount : 0))
  for (const { id, coupon } of discounts) {
    const eligible = lines.map((line, at) => {
      const product = line.pricing?.price_details?.product ?? ""
      return isFor(coupon, line.currency, product) ? (left[at] ?? 0) : 0
    })
    for (const [at, amount] of shares(coupon, eligible).entries()) {
      if (amount === 0) continue
      taken[at]?.push({ amount, discount: id })
      left[at] = (left[at] ?? 0) - amount
    }
  }
  return lines.map((line, at) => {
    const amounts = taken[at] ?? []
    const net = line.amount - sum(amounts.map(({ amount }) => amount))
    const price = line.pricing?.price_details?.price
    return {
      ...line,
      discount_amounts: amounts,
      discounts: amounts.map(({ discount }) => discount).filter((one) => typeof one === "string"),
      taxes: tax ? [taxOf(net, tax, inclusive.has(idOf(price)))] : [],
    }
  })
}

/** Whether a coupon lowers amounts in a currency, for a product. */
export function isFor(coupon: Stripe.Coupon, currency: string, product: string): boolean {
  if (coupon.amount_off !== null && coupon.currency !== currency) return false
  const { products } = coupon.applies_to ?? {}
  return products === undefined || products.includes(product)
}

/** What a coupon takes of each amount, in minor units. */
export function shares(coupon: Stripe.Coupon, amounts: number[]): number[] {
  const { percent_off: percent } = coupon
  if (percent !== null) return amounts.map((amount) => Math.round((amount * percent) / 100))
  const total = sum(amounts)
  if (total <= 0) return amounts.map(() => 0)
  let rest = Math.min(coupon.amount_off ?? 0, total)
  let whole = total
  return amounts.map((amount) => {
    const share = whole === 0 ? 0 : Math.round((rest * amount) / whole)
    rest -= share
    whole -= amount
    return share
  })
}

function taxOf(
  net: number,
  { rate, reason }: TaxRule,
  isInclusive: boolean,
): Stripe.InvoiceLineItem.Tax {
  const amount = Math.round((net * rate) / (isInclusive ? 100 + rate : 100))
  return {
    amount,
    tax_behavior: isInclusive ? "inclusive" : "exclusive",
    tax_rate_details: null,
    taxability_reason: reason,
    taxable_amount: isInclusive ? net - amount : net,
    type: "tax_rate_details",
  }
}

export function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}

type Totals = Pick<
  Stripe.Invoice,
  | "subtotal"
  | "subtotal_excluding_tax"
  | "total"
  | "total_discount_amounts"
  | "total_excluding_tax"
  | "total_taxes"
>

/** What the lines come to, in minor units; below zero is owed to the customer. */
export function totalsOf(lines: Stripe.InvoiceLineItem[]): Totals {
  const subtotal = sum(lines.map((line) => line.amount))
  const discounts = new Map<string, number>()
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts ?? [])) {
    const id = typeof discount === "string" ? discount : discount.id
    discounts.set(id, (discounts.get(id) ?? 0) + amount)
  }
  const taxes = lines.flatMap((line) => line.taxes ?? [])
  const on = (behavior: string) =>
    sum(taxes.filter((one) => one.tax_behavior === behavior).map((one) => one.amount))
  const net = subtotal - sum([...discounts.values()])
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - on("inclusive"),
    total: net + on("exclusive"),
    total_discount_amounts: [...discounts].map(([discount, amount]) => ({ discount, amount })),
    total_excluding_tax: net - on("inclusive"),
    total_taxes: taxes,
  }
}

/** The smallest sums that a card is charged, in minor units, of the usual currencies. */
const smallest: Record<string, number> = { usd: 50, eur: 50, gbp: 30, chf: 50, jpy: 50, cad: 50 }

/**
 * What is due, and what the customer's balance is afterwards: credit (below zero) is used up, and
 * a sum that is too small for a card waits there for the next invoice.
 * Source: the SDK's notes on `Invoice.amount_due`; https://docs.stripe.com/billing/customer/balance
 */
export function withBalance(
  total: number,
  balance: number,
  currency: string,
): { due: number; ending: number } {
  const sum = total + balance
  const tooSmall = sum > 0 && sum < (smallest[currency] ?? 1)
  return sum <= 0 || tooSmall ? { due: 0, ending: sum } : { due: sum, ending: 0 }
}
