import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { openStripeCustomer } from "@/lib/customers/open-stripe-customer"
import { isCustomerGone } from "@/lib/stripe/failures"
import { createPortalSession } from "@/lib/stripe/portal"

/**
 * The address of Stripe's own page for a customer's subscriptions, cards and invoices, which leads back
 * to `returnUrl`. Opened at once: the address is good for minutes, and opens what is theirs.
 */
export async function openPortal(
  customerId: string,
  returnUrl: string,
): Promise<{ outcome: "redirect"; url: string } | Unavailable> {
  return askStripe({ customer: customerId }, async () => {
    const known = await openStripeCustomer(customerId)
    if (!known) return { outcome: "unavailable" }
    const url = await createPortalSession(known, returnUrl).catch(async (error: unknown) => {
      if (!isCustomerGone(error)) throw error
      return createPortalSession((await openStripeCustomer(customerId, known)) ?? known, returnUrl)
    })
    return { outcome: "redirect", url }
  })
}
