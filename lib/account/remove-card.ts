import { findOwnCard } from "@/lib/account/find-own-card"
import { detachCard, findDefaultCardId, listSavedCards, saveDefaultCard } from "@/lib/stripe/cards"

/**
 * Forgets a card at Stripe. When it was the default, the newest of the others is; the last one leaves
 * none. Throws the SDK's errors.
 */
export async function removeCard(
  customerId: string,
  cardId: string,
): Promise<"removed" | "not-found"> {
  const own = await findOwnCard(customerId, cardId)
  if (!own) return "not-found"
  const { stripeCustomerId } = own
  const wasDefault = (await findDefaultCardId(stripeCustomerId)) === cardId
  const [next] = (await listSavedCards(stripeCustomerId)).filter(({ id }) => id !== cardId)
  // First the other: should the second call fail, there is a default still.
  if (wasDefault && next) await saveDefaultCard(stripeCustomerId, next.id)
  await detachCard(stripeCustomerId, cardId)
  return "removed"
}
