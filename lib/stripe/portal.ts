import { stripe } from "@/lib/stripe/client"

/**
 * The address of Stripe's own page for a customer's subscriptions, cards and invoices, good for a few
 * minutes. Throws the SDK's errors. Source: https://docs.stripe.com/api/customer_portal/sessions/create
 */
export async function createPortalSession(
  stripeCustomerId: string,
  returnUrl: string,
): Promise<string> {
  const { url } = await stripe().billingPortal.sessions.create({
    customer: stripeCustomerId,
    return_url: returnUrl,
  })
  return url
}
