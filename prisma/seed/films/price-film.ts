/** Prices of a film as an import file has them: [to keep, to rent] in dollars, euros and yen. */
type Prices = { price: string; rentPrice: string }

const ladder: { since: number; keep: Prices["price"]; rent: Prices["rentPrice"] }[] = [
  { since: 2008, keep: "14.99 USD; 13.99 EUR; 2200 JPY", rent: "4.99 USD; 4.49 EUR; 700 JPY" },
  { since: 2000, keep: "11.99 USD; 10.99 EUR; 1800 JPY", rent: "3.99 USD; 3.49 EUR; 550 JPY" },
  { since: 1985, keep: "9.99 USD; 8.99 EUR; 1500 JPY", rent: "2.99 USD; 2.79 EUR; 450 JPY" },
  { since: 0, keep: "6.99 USD; 6.49 EUR; 1000 JPY", rent: "1.99 USD; 1.79 EUR; 300 JPY" },
]
const long = { keep: "17.99 USD; 16.99 EUR; 2700 JPY", rent: "5.99 USD; 5.49 EUR; 850 JPY" }

/** The newer, the dearer; more than two and a half hours are the dearest. */
export function priceFilm(year: number, minutes: number | null): Prices {
  const step = (minutes ?? 0) > 150 ? long : ladder.find(({ since }) => year >= since)
  return { price: step?.keep ?? long.keep, rentPrice: step?.rent ?? long.rent }
}
