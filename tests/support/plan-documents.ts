import { db } from "@/lib/db"
import type { SavedPlan } from "@/lib/plans/save-family-plans"
import { savePlans } from "@/lib/plans/save-plans"
import type { SoldPlan } from "@/tests/support/subscribing"

/** A document of one family, "club", with these plans. */
export function club(...plans: object[]): object {
  return { families: [{ slug: "club", title: "Club", plans }] }
}

/** A plan of a document, at nine dollars a month. */
export function plan(slug: string, more: object = {}): object {
  return {
    slug,
    title: `The plan ${slug}`,
    groups: ["drama"],
    prices: [{ period: "month", amount: "9.00", currency: "USD" }],
    ...more,
  }
}

/** Saves plans as the command does; throws where the document is refused. */
export async function save(
  document: object,
  options: Parameters<typeof savePlans>[1] = {},
): Promise<SavedPlan[]> {
  const saved = await savePlans(document, options)
  if (saved.outcome === "refused") throw new Error(JSON.stringify(saved.faults))
  return saved.plans
}

/** The version of a plan that is on sale, to be chosen by its first price. */
export async function onSale(slug: string): Promise<SoldPlan> {
  const row = await db().plan.findFirstOrThrow({
    where: { slug, retiredAt: null },
    include: { prices: { where: { archivedAt: null }, orderBy: { position: "asc" } } },
  })
  return { ...row, priceId: row.prices[0]?.id ?? "" }
}
