import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { type RetriedPayment, retryPayment } from "@/lib/billing/retry-payment"
import { listRunningSubscriptions } from "@/lib/billing/store/own-subscriptions"
import { saveSubscriptionCard } from "@/lib/stripe/subscription-changes"

/**
 * Has a customer's subscriptions charged to a card of theirs from now on, for each has a card of its own
 * at Stripe which comes before the customer's default; and charges at once what they owe.
 * The card must be the customer's. Safe to run again.
 */
export async function useCard(
  customerId: string,
  cardId: string,
): Promise<RetriedPayment | Unavailable> {
  const kept = await askStripe({ customer: customerId }, async () => {
    for (const { stripeSubscriptionId } of await listRunningSubscriptions(customerId))
      await saveSubscriptionCard(stripeSubscriptionId, cardId)
    return null
  })
  return kept ?? retryPayment(customerId, { cardId, subscriptionId: null })
}
