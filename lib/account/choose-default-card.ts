import { findOwnCard } from "@/lib/account/find-own-card"
import { saveDefaultCard } from "@/lib/stripe/cards"

/** Has one of a customer's cards offered and charged first. Throws the SDK's errors. */
export async function chooseDefaultCard(
  customerId: string,
  cardId: string,
): Promise<"chosen" | "not-found"> {
  const own = await findOwnCard(customerId, cardId)
  if (!own) return "not-found"
  await saveDefaultCard(own.stripeCustomerId, own.card.id)
  return "chosen"
}
