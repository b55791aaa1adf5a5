import { decimalsOf, type Money, parseDecimal } from "@/lib/money"

// Eight digits of minor units are what Stripe takes at most.
// https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
const HIGHEST = 99_999_999
const known = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()))
// ISO 4217 codes that are no money to pay with: metals, funds, tests.
const unpayable = new Set("xag xau xba xbb xbc xbd xdr xpd xpt xsu xts xua xxx".split(" "))

export type ParsedPrices = { ok: true; prices: Money[] } | { ok: false; message: string }

/**
 * Prices as people write them, in major units: "19.99 USD; 2900 JPY", or "19.99" with the currency
 * said elsewhere. Exact: no float is involved. "0" or "free" is a free edition. The first is charged
 * when a visitor has chosen no currency.
 * @param currency for the amounts without a code of their own
 */
export function parsePrices(text: string, currency: string | undefined): ParsedPrices {
  const prices: Money[] = []
  for (const part of text.split(";").map((one) => one.trim())) {
    if (!part) continue
    const price = parsePrice(part, currency)
    if (typeof price === "string") return { ok: false, message: price }
    if (prices.some((other) => other.currency === price.currency))
      return refuse(`There are two prices in ${price.currency.toUpperCase()}; keep one.`)
    prices.push(price)
  }
  return prices.length > 0 ? { ok: true, prices } : refuse("Write a price: 19.99 USD, or 0.")
}

/** One price, or what is wrong with it. */
function parsePrice(text: string, fallback: string | undefined): Money | string {
  const [, written = "", code] = /^(.*?)(?:\s+([A-Za-z]{3}))?$/s.exec(text) ?? []
  const currency = (code ?? fallback ?? "").trim().toLowerCase()
  if (!currency) return `Say the currency of ${text}: ${text} USD, or fill "currency".`
  if (!known.has(currency) || unpayable.has(currency))
    return `${currency.toUpperCase()} is no currency; write its ISO code: USD, EUR, JPY.`
  const number = written.toLowerCase() === "free" ? "0" : written
  const amount = parseDecimal(number, currency)
  if (amount === null) return whyNot(number, currency)
  if (amount > HIGHEST) return `${text} is more than a card can be charged.`
  // Stripe takes no last digit but 0 in these (https://docs.stripe.com/currencies#three-decimal).
  if (decimalsOf(currency) === 3 && amount % 10 !== 0)
    return `An amount in ${currency.toUpperCase()} ends in 0 at its third decimal.`
  return { amount, currency }
}

function whyNot(number: string, currency: string): string {
  const code = currency.toUpperCase()
  const decimals = decimalsOf(currency)
  if (number.startsWith("-")) return "A price is not below 0."
  if (/^\d+,\d{1,3}$/.test(number))
    return `Write the decimals behind a point: ${number.replace(",", ".")}, not ${number}.`
  if (/^\d{1,3}([,.' ]\d{3})+([.,]\d+)?$/.test(number) && !/^\d+\.\d+$/.test(number))
    return `Write ${number} without marks between thousands, and decimals behind a point.`
  if (/^\d+\.\d+$/.test(number))
    return decimals === 0
      ? `${code} has no decimals: write ${number.replace(/\..*/, "")}, not ${number}.`
      : `${code} has ${decimals} decimals at most: ${number} has more.`
  return `"${number}" is no amount; write 19.99 ${code}.`
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message }
}
