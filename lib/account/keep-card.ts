import { findPayer } from "@/lib/customers/store/customers"
import { getShopId } from "@/lib/shop/store"
import { findDefaultCardId, findSavedCard, saveDefaultCard } from "@/lib/stripe/cards"
import { findSetupSession } from "@/lib/stripe/setup-session"

export type KeptCard = "kept" | "unfinished" | "foreign"

/**
 * What follows when a card was saved: it is the default when there was none. Whoever asks, the
 * webhook or the page that Stripe leads back to, alone or both. Safe to run any number of times.
 * Throws the SDK's errors.
 * @param customerId whose session it must be; null: anybody's of this shop
 */
export async function keepCard(sessionId: string, customerId: string | null): Promise<KeptCard> {
  const session = await findSetupSession(sessionId)
  if (!session?.stripeCustomerId || session.shopId !== (await getShopId())) return "foreign"
  const { cardId, stripeCustomerId } = session
  const isOwn =
    customerId === null || (await findPayer(customerId))?.stripeCustomerId === stripeCustomerId
  if (!isOwn) return "foreign"
  if (!cardId) return "unfinished"
  await makeFirstDefault(stripeCustomerId, cardId)
  return "kept"
}

// The card, or the customer, may be gone again by the time that an event is told of it.
async function makeFirstDefault(stripeCustomerId: string, cardId: string): Promise<void> {
  if (!(await findSavedCard(stripeCustomerId, cardId))) return
  if (!(await findDefaultCardId(stripeCustomerId))) await saveDefaultCard(stripeCustomerId, cardId)
}
