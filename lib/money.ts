// Minor units by ISO 4217. What Stripe counts otherwise is lib/stripe's business.
const zeroDecimal = new Set(
  "bif clp djf gnf isk jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "),
)
const threeDecimal = new Set("bhd iqd jod kwd lyd omr tnd".split(" "))

/** An amount in minor units of an ISO 4217 currency (lower case). */
export type Money = { amount: number; currency: string }

/** How many decimals the currency's major unit has: 0, 2 or 3 (ISO 4217). */
export function decimalsOf(currency: string): 0 | 2 | 3 {
  const code = currency.toLowerCase()
  return zeroDecimal.has(code) ? 0 : threeDecimal.has(code) ? 3 : 2
}

/** Minor units as a decimal number of major units, exactly: (1999, "usd") → "19.99". */
export function toDecimal({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency)
  const digits = Math.abs(amount)
    .toString()
    .padStart(decimals + 1, "0")
  const sign = amount < 0 ? "-" : ""
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** A decimal number of major units as minor units, exactly: "19.99" USD → 1999; null if it is none. */
export function parseDecimal(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency)
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return null
  const fraction = match[2] ?? ""
  if (fraction.length > decimals) return null
  const amount = Number((match[1] ?? "") + fraction.padEnd(decimals, "0"))
  return Number.isSafeInteger(amount) ? amount : null
}

const formats = new Map<string, Intl.NumberFormat>()

/** The amount as written in the locale (BCP 47): "$19.99", "¥500", "19,99 €". */
export function formatMoney(money: Money, locale: string): string {
  const decimals = decimalsOf(money.currency)
  const key = `${locale} ${money.currency}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency: money.currency.toUpperCase(),
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })
    formats.set(key, format)
  }
  // Intl takes a decimal string without passing through a float (ECMA-402, Intl mathematical values).
  return format.format(toDecimal(money) as Intl.StringNumericLiteral)
}
