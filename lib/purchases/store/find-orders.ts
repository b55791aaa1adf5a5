import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** What is looked for: an address, an id of Stripe's or of the shop's, or words of a product's title. */
export type OrderQuery =
  | { by: "email"; email: string }
  | { by: "stripe"; id: string }
  | { by: "id"; id: string }
  | { by: "product"; words: string }

export type OrderStatus = (typeof orderStatuses)[number]
export const orderStatuses = [
  "paid",
  "processing",
  "withheld",
  "failed",
  "open",
  "expired",
] as const

/** An order as the shop's owner sees it in a list. Amounts in minor units of its currency. */
export type OrderRow = {
  id: string
  status: OrderStatus
  /** Null: its buyer was forgotten, or is not known yet. */
  email: string | null
  currency: string
  amountTotal: number
  amountRefunded: number
  hasDispute: boolean
  createdAt: Date
  titles: string[]
}

/**
 * Orders, newest first, `limit` of them, those before the order `after`. In one statement: the titles and
 * refunds are read for the page's rows alone. `next` is the order to go on from, null at the end.
 */
export async function findOrders(filter: {
  query: OrderQuery | null
  /** None given: all that somebody paid, or tried to. */
  status: OrderStatus | null
  since: Date | null
  until: Date | null
  after: string | null
  limit: number
}): Promise<{ orders: OrderRow[]; next: string | null }> {
  const { since, until, after, limit } = filter
  const statuses = filter.status ? [filter.status] : ["paid", "processing", "withheld", "failed"]
  const conditions = [
    Prisma.sql`c."status"::text = ANY(${statuses})`,
    ...(filter.query ? [matches(filter.query)] : []),
    ...(since ? [Prisma.sql`c."createdAt" >= ${since}`] : []),
    ...(until ? [Prisma.sql`c."createdAt" < ${until}`] : []),
    // By the row itself: a Date has no microseconds, and would skip or repeat.
    ...(after
      ? [
          Prisma.sql`(c."createdAt", c."id") < (
            SELECT a."createdAt", a."id" FROM "Checkout" a WHERE a."id" = ${after}::uuid)`,
        ]
      : []),
  ]
  const rows = await db().$queryRaw<OrderRow[]>`
    WITH page AS (
      SELECT c.* FROM "Checkout" c WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY c."createdAt" DESC, c."id" DESC LIMIT ${limit + 1})
    SELECT page."id"::text, page."status"::text, coalesce(page."email", u."email") AS "email",
      page."currency", page."amountTotal", page."createdAt",
      (SELECT coalesce(sum(r."amount"), 0)::int FROM "Refund" r
        WHERE r."checkoutId" = page."id" AND r."status" = 'succeeded') AS "amountRefunded",
      EXISTS (SELECT 1 FROM "Dispute" d WHERE d."checkoutId" = page."id") AS "hasDispute",
      ARRAY(SELECT l."productTitle" || ' · ' || l."editionTitle" FROM "CheckoutLine" l
        WHERE l."checkoutId" = page."id" ORDER BY l."position") AS "titles"
    FROM page LEFT JOIN "Customer" u ON u."id" = page."customerId"
    ORDER BY page."createdAt" DESC, page."id" DESC`
  const orders = rows.slice(0, limit)
  return { orders, next: rows.length > limit ? (orders.at(-1)?.id ?? null) : null }
}

function matches(query: OrderQuery): Prisma.Sql {
  switch (query.by) {
    case "email":
      return Prisma.sql`c."customerId" = (SELECT "id" FROM "Customer" WHERE "email" = ${query.email})`
    case "stripe":
      return Prisma.sql`(c."stripeSessionId" = ${query.id} OR c."stripePaymentIntentId" = ${query.id})`
    case "id":
      return Prisma.sql`(c."id" = ${query.id}::uuid OR c."id" = (
        SELECT l."checkoutId" FROM "Purchase" p JOIN "CheckoutLine" l ON l."id" = p."lineId"
        WHERE p."id" = ${query.id}::uuid))`
    case "product":
      return Prisma.sql`EXISTS (
        SELECT 1 FROM "CheckoutLine" l JOIN "Edition" e ON e."id" = l."editionId"
        JOIN "Product" p ON p."id" = e."productId"
        WHERE l."checkoutId" = c."id"
          AND (p."slug" = ${query.words} OR e."slug" = ${query.words}
            OR strpos(lower(p."title"), lower(${query.words})) > 0))`
  }
}
