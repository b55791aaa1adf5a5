import { db } from "@/lib/db"
import type { HeldPlan, PlanChange, WantedPlan } from "@/lib/plans/rules/plan-changes"
import { readTerms, termsColumns } from "@/lib/plans/store/terms"
import { newId } from "@/lib/tokens"

/** Whoever changes plans takes turns for the rest of the transaction. */
export async function lockPlans(): Promise<void> {
  await db().$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('plans', 0))`
}

/** Writes a family, or its title and summary; a summary that is left out stays. */
export async function saveFamily(family: {
  slug: string
  title: string
  summary?: string | undefined
}): Promise<{ id: string; isNew: boolean }> {
  const { slug, title, summary } = family
  const held = await db().planFamily.findUnique({ where: { slug }, select: { id: true } })
  if (held) {
    const data = { title, ...(summary === undefined ? {} : { summary }) }
    await db().planFamily.update({ where: { slug }, data })
    return { id: held.id, isNew: false }
  }
  const id = newId()
  const position = await db().planFamily.count()
  await db().planFamily.create({ data: { id, slug, title, summary: summary ?? "", position } })
  return { id, isNew: true }
}

/** A family's plans on sale, the lowest tier first. */
export async function listHeldPlans(familyId: string): Promise<HeldPlan[]> {
  const rows = await db().plan.findMany({
    where: { familyId, retiredAt: null },
    orderBy: [{ tier: "asc" }, { position: "asc" }],
    include: { prices: { where: { archivedAt: null }, orderBy: { position: "asc" } } },
  })
  const bought = await listBought(rows.map(({ id }) => id))
  return rows.map((row) => ({
    ...row,
    metadata: readMetadata(row.metadata),
    isBought: bought.has(row.id),
    prices: row.prices.map((price) => ({ id: price.id, ...readTerms(price) })),
  }))
}

// An open checkout counts: its page at Stripe may be paid at any moment, for what it promised.
async function listBought(ids: string[]): Promise<Set<string>> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT p."id"::text AS "id" FROM "Plan" p WHERE p."id" = ANY(${ids}::uuid[]) AND (
      EXISTS (SELECT FROM "PlanCheckout" c JOIN "PlanPrice" r ON r."id" = c."planPriceId"
              WHERE r."planId" = p."id" AND c."status" <> 'expired')
      OR EXISTS (SELECT FROM "SubscriptionItem" i WHERE i."stripeProductId" = p."stripeProductId")
      OR EXISTS (SELECT FROM "DefaultPlanPeriod" d WHERE d."planId" = p."id"))`
  return new Set(rows.map(({ id }) => id))
}

/** Of these plans' slugs: which family has each, and its newest version and tier, on sale or not. */
export async function listSlugs(
  slugs: string[],
): Promise<Map<string, { familyId: string; family: string; version: number; tier: number }>> {
  const rows = await db().plan.findMany({
    where: { slug: { in: slugs } },
    orderBy: { version: "asc" },
    select: {
      slug: true,
      version: true,
      tier: true,
      familyId: true,
      family: { select: { slug: true } },
    },
  })
  return new Map(rows.map(({ slug, family, ...row }) => [slug, { ...row, family: family.slug }]))
}

/** Writes a plan's next version, or its first, with its prices. Gives its id. */
export async function recordPlan(
  plan: WantedPlan & { familyId: string; version: number; isDemo: boolean },
  prices: PlanChange["prices"],
  now: Date,
): Promise<string> {
  const { prices: _, ...columns } = plan
  const id = newId()
  const position = await db().plan.count({ where: { familyId: plan.familyId, retiredAt: null } })
  await db().plan.create({ data: { ...columns, id, position, createdAt: now } })
  await savePrices(id, prices, [], now)
  return id
}

/** Changes a plan in its place. */
export async function savePlan(id: string, plan: WantedPlan): Promise<void> {
  const { title, summary, tier, features, groups, metadata } = plan
  await db().plan.update({
    where: { id },
    data: { title, summary, tier, features, groups, metadata },
  })
}

/** Makes a plan's prices those of a change: ids stay with what they name, and none is used again. */
export async function savePrices(
  planId: string,
  prices: PlanChange["prices"],
  archived: string[],
  now: Date,
): Promise<void> {
  await db().planPrice.updateMany({ where: { id: { in: archived } }, data: { archivedAt: now } })
  for (const [position, { id, ...terms }] of prices.entries())
    if (id) await db().planPrice.update({ where: { id }, data: { position } })
    else
      await db().planPrice.create({
        data: { id: newId(), planId, position, ...termsColumns(terms) },
      })
}

/** Takes a plan's version off the shelf; those who have it keep it. False: it was off already. */
export async function savePlanRetired(id: string, now: Date): Promise<boolean> {
  const { count } = await db().plan.updateMany({
    where: { id, retiredAt: null },
    data: { retiredAt: now },
  })
  return count > 0
}

/** The version of a plan that is on sale, or null. */
export async function findCurrentPlan(
  slug: string,
): Promise<{ id: string; version: number; title: string } | null> {
  return db().plan.findFirst({
    where: { slug, retiredAt: null },
    select: { id: true, version: true, title: true },
  })
}

/** Providers' names of a plan, as rows keep them. */
export function readMetadata(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  )
}
