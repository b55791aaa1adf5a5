import { isSameTerms, type Terms, termsKey } from "@/lib/plans/rules/terms"
import { featuresOf, groupsOf } from "@/lib/subscriptions/rules/tiers"

/** A plan as it is to be, with all that the lower tiers have. */
export type WantedPlan = {
  slug: string
  title: string
  summary: string
  tier: number
  features: string[]
  groups: string[]
  metadata: Record<string, string>
  prices: Terms[]
}

/** The version of a plan that is on sale. */
export type HeldPlan = Omit<WantedPlan, "prices"> & {
  id: string
  version: number
  /** Somebody has it, is about to, or has it as the default plan. */
  isBought: boolean
  prices: (Terms & { id: string })[]
}

/** What a document says of a plan; what it leaves out stays. */
export type WrittenChange = Pick<WantedPlan, "slug" | "title"> & {
  [field in Exclude<keyof WantedPlan, "slug" | "title">]?: WantedPlan[field] | undefined
}

export type PlanChange = {
  outcome: "created" | "version" | "edited" | "unchanged"
  /** What is another than before. */
  fields: string[]
  /** Prices in their order: those that stay, by their ids, and new ones. */
  prices: (Terms & { id: string | null })[]
  /** The ids of prices that leave the shelf. */
  archived: string[]
}

/**
 * The plans of a family as they are to be, the lowest tier first: what the document says over what is
 * there, each with all that the lower tiers have. A new plan without a tier stands above those before it.
 */
export function wantedPlans(written: WrittenChange[], held: HeldPlan[]): WantedPlan[] {
  const own = held.filter(({ slug }) => !written.some((one) => one.slug === slug))
  const merged: WantedPlan[] = own.map(({ prices, ...plan }) => ({ ...plan, prices }))
  for (const one of written) {
    const before = held.find(({ slug }) => slug === one.slug)
    const highest = Math.max(0, ...merged.map(({ tier }) => tier))
    merged.push({
      slug: one.slug,
      title: one.title,
      summary: one.summary ?? before?.summary ?? "",
      tier: one.tier ?? before?.tier ?? highest + 1,
      features: one.features ?? before?.features ?? [],
      groups: one.groups ?? before?.groups ?? [],
      metadata: one.metadata ?? before?.metadata ?? {},
      prices: one.prices ?? before?.prices ?? [],
    })
  }
  const tiers = merged.map((plan) => ({ ...plan, family: "" }))
  return tiers
    .map(({ family, ...plan }) => ({
      ...plan,
      features: featuresOf({ ...plan, family }, tiers),
      groups: groupsOf({ ...plan, family }, tiers),
    }))
    .toSorted((a, b) => a.tier - b.tier)
}

/**
 * What has to be done for a plan to become as it is wanted. What was bought is never changed: another
 * price, period, trial, introduction, duration, tier, feature or group makes a new version. Titles,
 * summaries, providers' metadata, a price more, and one that leaves the shelf change nobody's terms.
 */
export function changeOf(held: HeldPlan | null, wanted: WantedPlan): PlanChange {
  const fresh = wanted.prices.map((terms) => ({ ...terms, id: null }))
  if (!held) return { outcome: "created", fields: [], prices: fresh, archived: [] }
  const prices = wanted.prices.map((terms) => {
    const same = held.prices.find((one) => isSameTerms(one, terms))
    return { ...terms, id: same?.id ?? null }
  })
  const kept = prices.flatMap(({ id }) => id ?? [])
  const archived = held.prices.map(({ id }) => id).filter((id) => !kept.includes(id))
  const isRepriced = prices.some(
    (one) => !one.id && held.prices.some((before) => termsKey(before) === termsKey(one)),
  )
  const terms = [
    ...(held.tier === wanted.tier ? [] : ["tier"]),
    ...(isSameSet(held.features, wanted.features) ? [] : ["features"]),
    ...(isSameSet(held.groups, wanted.groups) ? [] : ["groups"]),
    ...(isRepriced ? ["prices"] : []),
  ]
  const isReordered = held.prices.map(({ id }) => id).join() !== prices.map(({ id }) => id).join()
  const words = [
    ...(held.title === wanted.title ? [] : ["title"]),
    ...(held.summary === wanted.summary ? [] : ["summary"]),
    ...(sorted(held.metadata) === sorted(wanted.metadata) ? [] : ["metadata"]),
    ...(isReordered && !isRepriced ? ["prices"] : []),
  ]
  const fields = [...words, ...terms]
  if (terms.length > 0 && held.isBought)
    return { outcome: "version", fields, prices: fresh, archived: [] }
  return { outcome: fields.length > 0 ? "edited" : "unchanged", fields, prices, archived }
}

function isSameSet(a: string[], b: string[]): boolean {
  return a.toSorted().join() === b.toSorted().join()
}

function sorted(metadata: Record<string, string>): string {
  return JSON.stringify(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)))
}
