import { findPayer } from "@/lib/customers/store/customers"
import { type CardSnapshot, findSavedCard } from "@/lib/stripe/cards"

export type OwnCard = { card: CardSnapshot; stripeCustomerId: string }

/**
 * The card of this id when this very customer saved it, or null: other people's cards are as good as
 * none. Throws the SDK's errors.
 */
export async function findOwnCard(customerId: string, cardId: string): Promise<OwnCard | null> {
  const stripeCustomerId = (await findPayer(customerId))?.stripeCustomerId
  if (!stripeCustomerId) return null
  const card = await findSavedCard(stripeCustomerId, cardId)
  return card && { card, stripeCustomerId }
}
