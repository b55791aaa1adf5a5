import { findTaxed, saveTaxEvidence } from "@/lib/checkout/store/settlement"
import { askVatId, findCardCountry } from "@/lib/stripe/tax-evidence"

/**
 * Keeps the second evidence of where the buyer of an order is, the country of their card, beside that of
 * their address (Regulation (EU) 282/2011, Article 24f), and whether the authority knows their VAT number.
 * Safe to run any number of times. Throws while Stripe does not answer, or the authority was not heard.
 */
export async function keepTaxEvidence(checkoutId: string): Promise<void> {
  const order = await findTaxed(checkoutId)
  if (!order) return
  const { vatId, stripePaymentIntentId: intent, customer } = order
  const stripeCustomerId = customer?.stripeCustomerId
  const cardCountry = intent ? await findCardCountry(intent) : null
  const answer = vatId && stripeCustomerId ? await askVatId(stripeCustomerId, vatId) : "unknown"
  await saveTaxEvidence(checkoutId, { cardCountry, vatIdIsValid: answer === "verified" })
  // Failing keeps the job: the queue asks again, ever later.
  if (answer === "pending")
    throw new Error(`The VAT number of order ${checkoutId} waits for its authority.`)
}
