type Amounts = { usd: string; eur: string; jpy: string }

// A period more for every currency, the shop's own first: what stands first is shown first.
function pricesOf(month: Amounts, year: Amounts, intro?: Amounts) {
  const currencies = ["usd", "eur", "jpy"] as const
  return currencies.flatMap((currency) => [
    {
      period: "month",
      amount: month[currency],
      currency: currency.toUpperCase(),
      ...(intro ? { intro: { amount: intro[currency], cycles: 3 } } : {}),
    },
    { period: "year", amount: year[currency], currency: currency.toUpperCase() },
  ])
}

/**
 * The plans of the demonstration: three tiers over the genres of its films. No month costs less than
 * the dearest film's rent, so that one film is still cheapest to rent.
 */
export const filmClub = {
  families: [
    {
      slug: "film-club",
      title: "Film club",
      summary: "Every film of the genres you like, as often as you like, for as long as you like.",
      plans: [
        {
          slug: "matinee",
          title: "Matinee",
          summary: "For a light afternoon: comedies and music.",
          tier: 1,
          groups: ["comedy", "romantic-comedy", "musical", "concert-performance"],
          features: ["watch-as-often-as-you-like"],
          trialDays: 14,
          prices: pricesOf(
            { usd: "6.99", eur: "6.49", jpy: "1000" },
            { usd: "69.00", eur: "64.00", jpy: "9800" },
          ),
        },
        {
          slug: "evening",
          title: "Evening",
          summary: "For the whole week: dramas, adventures, westerns and true stories as well.",
          tier: 2,
          groups: ["drama", "adventure", "western", "documentary"],
          features: ["new-films-first"],
          trialDays: 14,
          prices: pricesOf(
            { usd: "9.99", eur: "8.99", jpy: "1400" },
            { usd: "99.00", eur: "89.00", jpy: "13800" },
            { usd: "4.99", eur: "4.49", jpy: "700" },
          ),
        },
        {
          slug: "late-show",
          title: "Late Show",
          summary: "For those who stay up: action, thrillers and horror on top of everything else.",
          tier: 3,
          groups: ["action", "thriller-suspense", "horror", "black-comedy"],
          features: ["priority-answers"],
          trialDays: 14,
          prices: pricesOf(
            { usd: "14.99", eur: "13.99", jpy: "2200" },
            { usd: "149.00", eur: "139.00", jpy: "21800" },
          ),
        },
      ],
    },
  ],
}
