const zeroDecimal = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "),
)
const threeDecimal = new Set("bhd jod kwd omr tnd".split(" "))

/**
 * An amount in minor units as a buyer reads it. Stripe's minor units are not always those of
 * Intl: ISK and UGX come with two decimals. Source: https://docs.stripe.com/currencies
 */
export function formatMoney(amount: number, currency: string, locale = "en"): string {
  const decimals = zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2
  return new Intl.NumberFormat(supported(locale), {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: amount % 10 ** decimals === 0 && decimals !== 2 ? 0 : decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals)
}

function supported(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? "en"
  } catch {
    return "en"
  }
}
