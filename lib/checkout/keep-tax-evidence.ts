import { findTaxed, saveTaxEvidence } from "@/lib/checkout/store/settlement"
import { askVatId, findTaxEvidence } from "@/lib/stripe/tax-evidence"

/**
 * Keeps the second evidence of where the buyer of an order is, the country of their card, beside that of
 * their address (Regulation (EU) 282/2011, Article 24f), whether they owe the tax themselves, and whether the
 * authority knows their VAT number.
 * Safe to run any number of times. Throws while Stripe does not answer, or the authority was not heard.
 */
export async function keepTaxEvidence(checkoutId: string): Promise<void> {
  const order = await findTaxed(checkoutId)
  if (!order) return
  const { vatId, stripeSessionId, customer } = order
  const stripeCustomerId = customer?.stripeCustomerId
  // Without a payment Stripe has nothing to say: the order was free, or simulated.
  const isCharged = stripeSessionId !== null && order.stripePaymentIntentId !== null
  const evidence = isCharged ? await findTaxEvidence(stripeSessionId) : null
  const answer = vatId && stripeCustomerId ? await askVatId(stripeCustomerId, vatId) : "unknown"
  await saveTaxEvidence(checkoutId, { ...evidence, vatIdIsValid: answer === "verified" })
  // Failing keeps the job: the queue asks again, ever later.
  if (answer === "pending")
    throw new Error(`The VAT number of order ${checkoutId} waits for its authority.`)
}
