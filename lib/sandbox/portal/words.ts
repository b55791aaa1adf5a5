import type Stripe from "stripe"
import { dateWords } from "@/lib/sandbox/invoices/invoice-words"
import { formatMoney } from "@/lib/sandbox/money"
import { ends } from "@/lib/sandbox/portal/offers"

/** "$10.00 every month"; of several at once the sum. */
export function priceWords(price: Stripe.Price, quantity = 1): string {
  const { interval = "month", interval_count: count = 1 } = price.recurring ?? {}
  const every = count === 1 ? `every ${interval}` : `every ${count} ${interval}s`
  return `${formatMoney((price.unit_amount ?? 0) * quantity, price.currency)} ${every}`
}

const statuses: Record<string, string> = {
  active: "Active",
  canceled: "Ended",
  incomplete: "Waits for its first payment",
  past_due: "The last payment failed",
  paused: "Paused",
  trialing: "Free trial",
  unpaid: "Unpaid",
}

/** How a subscription stands, in words. */
export function statusWords(subscription: Stripe.Subscription): string {
  const status = statuses[subscription.status] ?? subscription.status
  if (!ends(subscription) || subscription.cancel_at === null) return status
  return `${status}, ends on ${dateWords(subscription.cancel_at)}`
}

/** What was done, for the page that a customer comes to afterwards; empty for nothing. */
export function doneWords(done: string | undefined): string {
  const words: Record<string, string> = {
    canceled: "Your subscription is canceled.",
    card: "Your card is saved. Your next charges go to it.",
    changed: "Your plan is changed.",
    default: "Your next charges go to this card.",
    details: "Your details are saved.",
    removed: "The card is removed.",
    resumed: "Your subscription goes on.",
  }
  return words[done ?? ""] ?? ""
}

/** The reasons that a customer may give, in words. Source: Stripe's portal. */
export const feedbackWords: Record<string, string> = {
  customer_service: "The customer service was not what I expected",
  low_quality: "The quality was not what I expected",
  missing_features: "Something that I need is missing",
  other: "Another reason",
  switched_service: "I found something else",
  too_complex: "It is too complicated",
  too_expensive: "It costs too much",
  unused: "I do not use it enough",
}
