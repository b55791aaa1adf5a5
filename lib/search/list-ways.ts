import type { PlanOption, Sellable } from "@/lib/catalog/rules"
import type { Offered } from "@/lib/entitlements/list-offers"
import { isOwned } from "@/lib/entitlements/rules"

type Edition = Sellable & { isSample: boolean }

/** A way to get a product: one of its editions, or the cheapest plan that opens all of them. */
export type Way<E> = { kind: "edition"; edition: Offered<E> } | { kind: "plan"; plan: PlanOption }

/**
 * The ways to get a product for one visitor, cheapest first: what is theirs costs nothing more, then what
 * is for sale by its price, and a plan by that of a period, then what waits or is closed. Samples are none,
 * and what is no longer sold is one only for its owners. Who has it by a plan needs no other.
 */
export function listWays<E extends Edition>(editions: Offered<E>[]): Way<E>[] {
  const own = editions
    .filter(({ isSample, offer }) => !isSample && offer.reason !== "archived")
    .map((edition): Way<E> => ({ kind: "edition", edition }))
  const plan = planOf(editions)
  return [...own, ...(plan ? [{ kind: "plan" as const, plan }] : [])].sort(
    (a, b) => costOf(a) - costOf(b),
  )
}

function planOf<E extends Edition>(editions: Offered<E>[]): PlanOption | null {
  const byPlan = ["in-plan", "trial", "grace", "paused"]
  if (editions.some(({ offer }) => byPlan.includes(offer.reason))) return null
  return editions.find(({ offer }) => offer.plan)?.offer.plan ?? null
}

function costOf<E>(way: Way<E>): number {
  if (way.kind === "plan") return way.plan.amount
  const { offer } = way.edition
  if (isOwned(offer)) return -1
  if (offer.action === "none" || offer.action === "subscribe") return Number.MAX_SAFE_INTEGER
  return offer.price?.amount ?? Number.MAX_SAFE_INTEGER
}
