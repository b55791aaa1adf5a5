import type { Money } from "@/lib/money"

export const productKinds = ["file", "video", "article"] as const
export type ProductKind = (typeof productKinds)[number]

/** A live price of an edition; lower positions come first. */
export type PriceOption = Money & { id: string; position: number }

/** A price of a plan that opens a product: the cheapest in its currency. */
export type PlanOption = Money & {
  /** The plan's. */
  slug: string
  title: string
  /** Null, with its count: charged once. */
  periodUnit: "day" | "week" | "month" | "year" | null
  periodCount: number | null
}

/** What of an edition and its product decides whether it is for sale. */
export type Sellable = {
  kind: ProductKind
  prices: PriceOption[]
  editionArchivedAt: Date | null
  productArchivedAt: Date | null
  publishedAt: Date | null
  /** Seconds that a purchase opens it (a rental); null or left out: for ever. */
  accessSeconds?: number | null
  /** Of the plans on sale that open its product the cheapest, one for each currency. */
  plans?: PlanOption[]
}

/** The plan that a visitor is offered: in the currency that they chose, else the first there is. */
export function planFor(plans: PlanOption[] = [], currency?: string | null): PlanOption | null {
  return plans.find((plan) => plan.currency === currency) ?? plans[0] ?? null
}

/**
 * The price that a visitor is shown and charged: the one in the currency that they chose, else the
 * edition's first; null when the edition has none.
 */
export function priceFor(prices: PriceOption[], currency?: string | null): PriceOption | null {
  const chosen = prices.find((price) => price.currency === currency)
  if (chosen) return chosen
  return prices.reduce<PriceOption | null>(
    (first, price) => (first && first.position <= price.position ? first : price),
    null,
  )
}

/** Why an edition is not sold at this moment, or null when it is. */
export function closedReason(edition: Sellable, now: Date): "archived" | "not-released" | null {
  if (edition.editionArchivedAt || edition.productArchivedAt) return "archived"
  if (!edition.publishedAt || edition.publishedAt > now) return "not-released"
  return null
}
