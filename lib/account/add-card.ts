import { openStripeCustomer } from "@/lib/customers/open-stripe-customer"
import { describeError, log } from "@/lib/log"
import { takeRate } from "@/lib/rate-limit"
import { getShopId } from "@/lib/shop/store"
import { isCustomerGone, stripeFailure } from "@/lib/stripe/failures"
import { createSetupSession } from "@/lib/stripe/setup-session"

export type AddingCard = { outcome: "redirect"; url: string } | { outcome: "unavailable" }

/**
 * The address of Stripe's page on which a customer saves a card; it leads back to `origin`. Card
 * numbers are typed there and never come here. Throws AppError "rate-limited": such pages are what
 * stolen numbers are tried on.
 */
export async function addCard(input: { customerId: string; origin: string }): Promise<AddingCard> {
  const { customerId, origin } = input
  await takeRate("cards", customerId)
  try {
    const known = await openStripeCustomer(customerId)
    if (!known) return { outcome: "unavailable" }
    const url = await open(known, customerId, origin).catch(async (error: unknown) => {
      if (!isCustomerGone(error)) throw error
      return open((await openStripeCustomer(customerId, known)) ?? known, customerId, origin)
    })
    return { outcome: "redirect", url }
  } catch (error) {
    if (!stripeFailure(error)) throw error
    log.warn({ customer: customerId, ...describeError(error) }, "no page to save a card")
    return { outcome: "unavailable" }
  }
}

async function open(stripeCustomerId: string, customerId: string, origin: string): Promise<string> {
  return createSetupSession({
    stripeCustomerId,
    customerId,
    shopId: await getShopId(),
    successUrl: `${origin}/account/cards/added?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${origin}/account/cards`,
  })
}
