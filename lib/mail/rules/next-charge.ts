import type { Money } from "@/lib/money"
import type { Period } from "@/lib/subscriptions/rules/periods"
import type { SubscriptionStatus } from "@/lib/subscriptions/rules/status-words"

type Price = Money & { period: Period | null }

/** What a subscription charges for; price null: the shop does not know it. */
export type ChargedItem = {
  stripePriceId: string
  quantity: number
  /** When it is charged again; null: never. */
  periodEndsAt: Date | null
  price: Price | null
}

/** What decides the next charge of a subscription. */
export type Charging = {
  status: SubscriptionStatus
  isRecurring: boolean
  cancelAt: Date | null
  items: ChargedItem[]
  /** The price that takes the place of the present one, and when. */
  change: { price: Price; at: Date } | null
  /** The introductory price, and for how many charges more. */
  intro: { stripePriceId: string; amount: number; cyclesLeft: number } | null
}

/**
 * When the next charge comes, its amount to the minor unit (tax is in the price), and what is charged
 * by the period from then on, when that is another amount.
 */
export type NextCharge = Money & { at: Date; period: Period | null; later: Money | null }

const charging = new Set<SubscriptionStatus>(["trialing", "active", "past_due"])

/**
 * The next charge of a subscription, as far as the shop knows; null: none comes, or what it will be is
 * not known. Items that are charged at the same moment are one charge.
 */
export function nextChargeOf(state: Charging): NextCharge | null {
  const { cancelAt, change, intro } = state
  const dates = state.items.flatMap((item) => item.periodEndsAt?.getTime() ?? [])
  if (!state.isRecurring || !charging.has(state.status) || dates.length === 0) return null
  const at = new Date(Math.min(...dates))
  if (cancelAt && cancelAt <= at) return null
  const due = state.items.filter((item) => item.periodEndsAt?.getTime() === at.getTime())
  // A change takes the place of a subscription's only price.
  const isChanged = change !== null && change.at <= at && state.items.length === 1
  const amounts = due.map((item) => {
    const price = isChanged ? change.price : item.price
    if (!price) return null
    const isIntro = !isChanged && intro?.stripePriceId === item.stripePriceId
    const now = isIntro && intro.cyclesLeft > 0 ? intro.amount : price.amount
    const later = isIntro && intro.cyclesLeft > 1 ? intro.amount : price.amount
    return { ...price, now: now * item.quantity, later: later * item.quantity }
  })
  const [first] = amounts
  if (!first) return null
  let [now, later] = [0, 0]
  for (const one of amounts) {
    if (one?.currency !== first.currency) return null
    now += one.now
    later += one.later
  }
  const { currency, period } = first
  return {
    at,
    currency,
    period,
    amount: now,
    later: now === later ? null : { amount: later, currency },
  }
}
