import { stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"

/**
 * Writes a customer's address at Stripe, where receipts and card pages show it. One that was deleted
 * there is left alone. Throws the SDK's other errors.
 */
export async function saveCustomerEmail(stripeCustomerId: string, email: string): Promise<void> {
  try {
    await stripe().customers.update(stripeCustomerId, { email })
  } catch (error) {
    if (stripeFailure(error) !== "not-found") throw error
  }
}
