import type { PlanOption, Sellable } from "@/lib/catalog/rules"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offered } from "@/lib/entitlements/list-offers"
import { isOwned, type Offer } from "@/lib/entitlements/rules"

type Edition = Sellable & { isSample: boolean }

/** A way to get a product: one of its editions, or the cheapest plan that opens all of them. */
export type Way<E> = { kind: "edition"; edition: Offered<E> } | { kind: "plan"; plan: PlanOption }

/**
 * The ways to get a product for one visitor, cheapest first: what is theirs costs nothing more, nor what
 * is in their plan, then what is for sale by its price, and a plan by that of a period, then what waits or
 * is closed. Samples are none, and what is no longer sold is one only for its owners. Who has it by a plan
 * needs no other; what is only in a plan is told once, as the plan.
 */
export function listWays<E extends Edition>(editions: Offered<E>[]): Way<E>[] {
  const own = editions
    .filter(({ isSample, offer }) => !isSample && offer.reason !== "archived" && !isOnlyPlan(offer))
    .map((edition): Way<E> => ({ kind: "edition", edition }))
  const plan = planOf(editions)
  return [...own, ...(plan ? [{ kind: "plan" as const, plan }] : [])].sort(
    (a, b) => costOf(a) - costOf(b),
  )
}

function isOnlyPlan({ action, reason, plan }: Offer): boolean {
  return plan !== null && (action === "subscribe" || (action === "renew" && reason !== "paused"))
}

function planOf<E extends Edition>(editions: Offered<E>[]): PlanOption | null {
  const isTheirs = (offer: Offer) =>
    isByPlan(offer) && (isOwned(offer) || offer.reason === "paused")
  if (editions.some(({ offer }) => isTheirs(offer))) return null
  return editions.find(({ offer }) => offer.plan)?.offer.plan ?? null
}

function costOf<E>(way: Way<E>): number {
  if (way.kind === "plan") return way.plan.amount
  const { offer } = way.edition
  if (isOwned(offer)) return isByPlan(offer) ? -1 : -2
  if (offer.action === "none") return Number.MAX_SAFE_INTEGER
  return offer.price?.amount ?? Number.MAX_SAFE_INTEGER
}
