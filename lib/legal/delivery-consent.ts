/**
 * What a buyer agrees to at the button beside the terms: delivery before the time for withdrawing is over
 * (Directive 2011/83/EU, Article 16, point m). An order keeps the version; a text that was ever shown is
 * never changed, but gets a newer one behind it.
 */
const consents = [
  {
    version: "2026-11-26",
    text: "immediate delivery: the files open at once, and once you have opened one the right to withdraw ends",
  },
] as const

/** The consent that stands with the buttons now. */
export const deliveryConsent = consents[0]

/** What somebody agreed to, by the version that their order keeps; null: no such text. */
export function consentText(version: string): string | null {
  return consents.find((one) => one.version === version)?.text ?? null
}
