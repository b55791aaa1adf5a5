import type { Unavailable } from "@/lib/billing/ask-stripe"
import type { RetriedPayment } from "@/lib/billing/retry-payment"
import { listDueInvoices } from "@/lib/billing/store/due-invoices"
import { useCard } from "@/lib/billing/use-card"
import { getShopId } from "@/lib/shop/store"
import { findDefaultCardId, findSavedCard, saveDefaultCard } from "@/lib/stripe/cards"
import { findSetupSession } from "@/lib/stripe/setup-session"
import { findSubscriber } from "@/lib/subscriptions/store/subscriptions"

export type KeptCard =
  /** With what became of the payments that were owed. */
  { outcome: "kept"; payment: RetriedPayment | Unavailable } | { outcome: "unfinished" | "foreign" }

/**
 * What follows when a card was saved: it is the default when there was none, or where a subscription's
 * payment is owed, which is then charged to it at once. Whoever asks, the webhook or the page that
 * Stripe leads back to, alone or both. Safe to run any number of times.
 * Throws the SDK's errors.
 * @param customerId whose session it must be; null: anybody's of this shop
 */
export async function keepCard(sessionId: string, customerId: string | null): Promise<KeptCard> {
  const session = await findSetupSession(sessionId)
  if (!session?.stripeCustomerId || session.shopId !== (await getShopId()))
    return { outcome: "foreign" }
  const { cardId, stripeCustomerId } = session
  const owner = await findSubscriber(null, stripeCustomerId)
  if (customerId !== null && owner !== customerId) return { outcome: "foreign" }
  if (!cardId) return { outcome: "unfinished" }
  return { outcome: "kept", payment: await takeUp(owner, stripeCustomerId, cardId) }
}

// The card, or the customer, may be gone again by the time that an event is told of it.
async function takeUp(
  customerId: string | null,
  stripeCustomerId: string,
  cardId: string,
): Promise<RetriedPayment | Unavailable> {
  const nothing = { outcome: "nothing-due" } as const
  if (!(await findSavedCard(stripeCustomerId, cardId))) return nothing
  const isOwing = customerId !== null && (await listDueInvoices(customerId)).length > 0
  if (isOwing || !(await findDefaultCardId(stripeCustomerId)))
    await saveDefaultCard(stripeCustomerId, cardId)
  return isOwing ? useCard(customerId, cardId) : nothing
}
