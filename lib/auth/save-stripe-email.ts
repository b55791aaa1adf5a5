import { findStripeIdentity } from "@/lib/customers/store/accounts"
import { saveCustomerEmail } from "@/lib/stripe/save-customer-email"

/** Lets Stripe know a customer's address as it is now. A job, so that Stripe being down loses nothing. */
export async function saveStripeEmail(customerId: string): Promise<void> {
  const identity = await findStripeIdentity(customerId)
  if (identity) await saveCustomerEmail(identity.stripeCustomerId, identity.email)
}
