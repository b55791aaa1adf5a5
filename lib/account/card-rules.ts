/** When a card lapses: at the end of its month, or of the next two. */
export type CardExpiry = "good" | "soon" | "expired"

type Expiring = { expMonth: number; expYear: number }

/** Whether a card has lapsed or soon will. A card is good through the last day of its month. */
export function expiryOf({ expMonth, expYear }: Expiring, now: Date): CardExpiry {
  const monthsLeft = expYear * 12 + (expMonth - 1) - (now.getUTCFullYear() * 12 + now.getUTCMonth())
  if (monthsLeft < 0) return "expired"
  return monthsLeft < 2 ? "soon" : "good"
}

const names = new Map([
  ["amex", "American Express"],
  ["jcb", "JCB"],
  ["unionpay", "UnionPay"],
  ["cartes_bancaires", "Cartes Bancaires"],
  ["eftpos_au", "eftpos"],
  ["unknown", "Card"],
])

/** What people call a card's brand: "visa" is "Visa". */
export function nameBrand(brand: string): string {
  const words = brand.replaceAll("_", " ")
  return names.get(brand) ?? words.charAt(0).toUpperCase() + words.slice(1)
}
