/** What became of a copy that was brought to what Stripe says. */
export type Mirrored =
  | "applied"
  /** Nothing is new in it, or the copy is past it. */
  | "stale"
  /** Not this shop's. */
  | "ignored"

/** Runs a change in a transaction of its own. */
export type Run<R> = (work: () => Promise<Mirrored>) => Promise<R>

const over = new Set(["canceled", "incomplete_expired"])

/** Whether a subscription's state is its last: Stripe leaves it no more, and no event may. */
export function isOver(status: string): boolean {
  return over.has(status)
}

const settled = new Set(["paid", "void"])

/** Whether an invoice's state is its last. */
export function isSettled(status: string): boolean {
  return settled.has(status)
}

/** A subscription as far as it stands in the way of another of its family. */
export type Rival = {
  id: string
  stripeSubscriptionId: string
  /** Seconds are all that Stripe tells. */
  startedAt: Date
  /** When the shop first heard of it. */
  createdAt: Date
}

/**
 * Of a customer's running subscriptions of one family, those that are too many: all but the oldest;
 * of two that began in one second, the one that the shop heard of first stays.
 */
export function surplusOf(running: Rival[]): Rival[] {
  return [...running].sort(byAge).slice(1)
}

function byAge(a: Rival, b: Rival): number {
  return Number(a.startedAt) - Number(b.startedAt) || Number(a.createdAt) - Number(b.createdAt)
}

/** A change of plan as its preview showed it. */
export type OfferedChange = {
  subscriptionId: string
  planPriceId: string
  /** Seconds since 1970: the moment that the preview reckoned with. */
  at: number
  /** Minor units that it costs at once. */
  amountDue: number
}

/** Seconds for which a preview may be taken at its word. */
export const CHANGE_GOOD_FOR = 15 * 60

/** An offered change as text, to be signed. */
export function writeChange(offered: OfferedChange): string {
  return [offered.subscriptionId, offered.planPriceId, offered.at, offered.amountDue].join("/")
}

/** The offered change of a signed text; null: it is none, or older than it may be. */
export function readChange(text: string | null, now: Date): OfferedChange | null {
  const [subscriptionId = "", planPriceId = "", at, amountDue] = (text ?? "").split("/")
  const age = now.getTime() / 1000 - Number(at)
  if (!planPriceId || !Number.isInteger(Number(amountDue))) return null
  if (!(age >= -60 && age <= CHANGE_GOOD_FOR)) return null
  return { subscriptionId, planPriceId, at: Number(at), amountDue: Number(amountDue) }
}
