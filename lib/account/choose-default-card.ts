import { findOwnCard } from "@/lib/account/find-own-card"
import type { Unavailable } from "@/lib/billing/ask-stripe"
import type { RetriedPayment } from "@/lib/billing/retry-payment"
import { useCard } from "@/lib/billing/use-card"
import { saveDefaultCard } from "@/lib/stripe/cards"

export type ChosenCard =
  /** With what became of the payments that were owed. */
  { outcome: "chosen"; payment: RetriedPayment | Unavailable } | { outcome: "not-found" }

/**
 * Has one of a customer's cards offered and charged first, for subscriptions too. What is owed for
 * these is charged to it at once. Throws the SDK's errors.
 */
export async function chooseDefaultCard(customerId: string, cardId: string): Promise<ChosenCard> {
  const own = await findOwnCard(customerId, cardId)
  if (!own) return { outcome: "not-found" }
  await saveDefaultCard(own.stripeCustomerId, own.card.id)
  return { outcome: "chosen", payment: await useCard(customerId, own.card.id) }
}
