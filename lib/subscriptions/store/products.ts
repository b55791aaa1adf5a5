import { db } from "@/lib/db"
import type { Versioned } from "@/lib/stripe/snapshots"
import type { PriceSnapshot, ProductSnapshot } from "@/lib/stripe/subscription-snapshots"

/** The copy of a product; null: none. */
export async function findProduct(id: string): Promise<{
  name: string
  groups: string[]
  features: string[]
  stripeVersionAt: Date
} | null> {
  return db().stripeProduct.findUnique({
    where: { id },
    select: { name: true, groups: true, features: true, stripeVersionAt: true },
  })
}

/** Of these Stripe products, those of which the shop has a copy. */
export async function listKnownProducts(ids: string[]): Promise<Set<string>> {
  const rows = await db().stripeProduct.findMany({
    where: { id: { in: ids } },
    select: { id: true },
  })
  return new Set(rows.map((row) => row.id))
}

/** Writes the copy of a product, unless it is newer already. False: it was. */
export async function saveProduct({
  snapshot,
  versionAt,
}: Versioned<ProductSnapshot>): Promise<boolean> {
  const { id, name, isActive, groups, features } = snapshot
  const count = await db().$executeRaw`
    INSERT INTO "StripeProduct" AS held
      ("id", "name", "isActive", "groups", "features", "stripeVersionAt", "updatedAt")
    VALUES (${id}, ${name}, ${isActive}, ${groups}::text[], ${features}::text[], ${versionAt}, now())
    ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name", "isActive" = excluded."isActive",
      "groups" = excluded."groups", "features" = excluded."features",
      "stripeVersionAt" = excluded."stripeVersionAt", "updatedAt" = now()
    WHERE held."stripeVersionAt" <= excluded."stripeVersionAt"`
  return count > 0
}

/** Writes the copies of prices, each unless it is newer already. */
export async function savePrices(prices: PriceSnapshot[], versionAt: Date): Promise<void> {
  for (const price of prices)
    await db().$executeRaw`
      INSERT INTO "StripePrice" AS held ("id", "stripeProductId", "currency", "amount", "periodUnit",
        "periodCount", "isActive", "stripeVersionAt", "updatedAt")
      VALUES (${price.id}, ${price.productId}, ${price.currency}, ${price.amount},
        ${price.periodUnit}::"PeriodUnit", ${price.periodCount}, ${price.isActive}, ${versionAt}, now())
      ON CONFLICT ("id") DO UPDATE SET "isActive" = excluded."isActive",
        "stripeVersionAt" = excluded."stripeVersionAt", "updatedAt" = now()
      WHERE held."stripeVersionAt" <= excluded."stripeVersionAt"`
}

/** Of these Stripe prices, those that nobody has closed, as far as the mirror knows. */
export async function listLivePrices(ids: string[]): Promise<string[]> {
  const rows = await db().stripePrice.findMany({
    where: { id: { in: ids }, isActive: true },
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** The Stripe ids of subscriptions that have an item of this product and have not ended. */
export async function listSubscribers(stripeProductId: string, after: string, limit: number) {
  return db().subscription.findMany({
    where: {
      id: { gt: after },
      endedAt: null,
      items: { some: { stripeProductId, removedAt: null } },
    },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, stripeSubscriptionId: true },
  })
}
