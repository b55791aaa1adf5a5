/**
 * The prices of a plan that a visitor is shown: those in the currency that they chose, else in the one of
 * its first price. In their order.
 */
export function shownPrices<P extends { currency: string }>(
  prices: P[],
  chosen: string | null,
): P[] {
  const own = prices.filter(({ currency }) => currency === chosen)
  return own.length > 0 ? own : prices.filter(({ currency }) => currency === prices[0]?.currency)
}
