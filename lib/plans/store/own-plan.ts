import { db } from "@/lib/db"
import { readMetadata } from "@/lib/plans/store/families"
import { readTerms } from "@/lib/plans/store/terms"

/** A plan as its owner edits it: the version on sale. */
export type OwnPlan = NonNullable<Awaited<ReturnType<typeof findOwnPlan>>>

/** The version of a plan that is on sale, with its family and live prices, or null. */
export async function findOwnPlan(slug: string) {
  const row = await db().plan.findFirst({
    where: { slug, retiredAt: null },
    select: {
      id: true,
      slug: true,
      version: true,
      title: true,
      summary: true,
      tier: true,
      features: true,
      groups: true,
      metadata: true,
      family: { select: { slug: true, title: true } },
      prices: { where: { archivedAt: null }, orderBy: { position: "asc" } },
    },
  })
  if (!row) return null
  const prices = row.prices.map((price) => readTerms(price))
  return { ...row, metadata: readMetadata(row.metadata), prices }
}

/** The families that a plan may be of. */
export async function listFamilies(): Promise<{ slug: string; title: string }[]> {
  return db().planFamily.findMany({
    orderBy: { position: "asc" },
    select: { slug: true, title: true },
  })
}

/** How many subscriptions run on each version of the plans, by the version's id. */
export async function countSubscribers(): Promise<Map<string, number>> {
  const rows = await db().$queryRaw<{ id: string; count: number }[]>`
    SELECT p."id"::text AS "id", count(*)::int AS "count"
    FROM "Plan" p JOIN "SubscriptionItem" i ON i."stripeProductId" = p."stripeProductId"
      AND i."removedAt" IS NULL
    JOIN "Subscription" s ON s."id" = i."subscriptionId"
      AND s."status" IN ('active', 'trialing', 'past_due', 'paused')
    GROUP BY p."id"`
  return new Map(rows.map(({ id, count }) => [id, count]))
}
