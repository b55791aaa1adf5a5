import { findPayer } from "@/lib/customers/store/customers"
import { describeError, log } from "@/lib/log"
import { type CardSnapshot, findDefaultCardId, listSavedCards } from "@/lib/stripe/cards"
import { isCustomerGone, stripeFailure } from "@/lib/stripe/failures"

export type Card = CardSnapshot & { isDefault: boolean }

export type ListedCards =
  | { outcome: "listed"; cards: Card[] }
  /** Stripe does not answer. */
  | { outcome: "unavailable" }

/**
 * A customer's saved cards, the default first. They are asked of Stripe each time and kept nowhere
 * here. Who has never paid as a customer has none.
 */
export async function listCards(customerId: string): Promise<ListedCards> {
  const stripeCustomerId = (await findPayer(customerId))?.stripeCustomerId
  if (!stripeCustomerId) return { outcome: "listed", cards: [] }
  try {
    const [saved, defaultId] = await Promise.all([
      listSavedCards(stripeCustomerId),
      findDefaultCardId(stripeCustomerId),
    ])
    const cards = saved.map((card) => ({ ...card, isDefault: card.id === defaultId }))
    return {
      outcome: "listed",
      cards: cards.sort((a, b) => Number(b.isDefault) - Number(a.isDefault)),
    }
  } catch (error) {
    if (isCustomerGone(error)) return { outcome: "listed", cards: [] }
    if (!stripeFailure(error)) throw error
    log.warn({ customer: customerId, ...describeError(error) }, "saved cards could not be listed")
    return { outcome: "unavailable" }
  }
}
