import type Stripe from "stripe"
import { trialEndOf } from "@/lib/sandbox/checkout/subscription-session"
import { formatMoney } from "@/lib/sandbox/money"
import type { Scope } from "@/lib/sandbox/scope"
import type { Stored } from "@/lib/sandbox/stripe/kinds"

/**
 * What a session's subscription costs, for its buyer: "Free until 3 December 2026, then $9.99 every
 * month, until you cancel." Null for a session that starts none.
 */
export function recurringWords(
  scope: Scope,
  { data: session, hidden }: Stored<"checkout.session">,
  locale: string,
): string | null {
  if (!hidden.subscription) return null
  const price = [...sums(hidden.lines)]
    .map(([every, amount]) => `${formatMoney(amount, session.currency ?? "usd", locale)} ${every}`)
    .join(" and ")
  const end = trialEndOf(scope, hidden.subscription)
  if (end === null) {
    const lowered = (session.total_details?.amount_discount ?? 0) > 0
    return `${price}${lowered ? " less discounts" : ""}, until you cancel.`
  }
  const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })
  return `Free until ${date.format(end * 1000)}, then ${price}, until you cancel.`
}

function sums(lines: Stripe.LineItem[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { price, quantity } of lines) {
    const { interval = "month", interval_count: count = 1 } = price?.recurring ?? {}
    const every = count === 1 ? `every ${interval}` : `every ${count} ${interval}s`
    found.set(every, (found.get(every) ?? 0) + (price?.unit_amount ?? 0) * (quantity ?? 1))
  }
  return found
}
