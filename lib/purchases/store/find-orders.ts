import { db } from "@/lib/db"
import { moneyBackStatuses } from "@/lib/purchases/rules"
import { Prisma } from "@/prisma/client/client"

/**
 * What is looked for: an address, an id of Stripe's (of a session, payment, refund, dispute or customer) or
 * of the shop's, or a product: its slug, an edition's, or words of its title.
 */
export type OrderQuery =
  | { by: "email"; email: string }
  | { by: "stripe"; id: string }
  | { by: "id"; id: string }
  | { by: "product"; words: string }

/** Orders that can be named one by one in a statement. */
const FEW = 5000

export type OrderStatus = (typeof orderStatuses)[number]
export const orderStatuses = [
  "paid",
  "processing",
  "withheld",
  "failed",
  "open",
  "expired",
] as const

/** What orders are narrowed to: their status, or what became of their money. */
export type OrderState = (typeof orderStates)[number]
export const orderStates = [...orderStatuses, "disputed", "refunded"] as const

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
 * Orders, newest first, `limit` of them, those before the order `after`. In one statement, and one before
 * it where a product is looked for: the titles and refunds are read for the page's rows alone. `next` is
 * the order to go on from, null at the end.
 */
export async function findOrders(filter: {
  query: OrderQuery | null
  /** None given: all that somebody paid, or tried to. */
  state: OrderState | null
  since: Date | null
  until: Date | null
  after: string | null
  limit: number
}): Promise<{ orders: OrderRow[]; next: string | null }> {
  const { since, until, after, limit } = filter
  const conditions = [
    isIn(filter.state),
    ...(filter.query ? [await matches(filter.query)] : []),
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

function isIn(state: OrderState | null): Prisma.Sql {
  switch (state) {
    case "disputed":
      return Prisma.sql`EXISTS (SELECT 1 FROM "Dispute" d WHERE d."checkoutId" = c."id")`
    case "refunded":
      return Prisma.sql`EXISTS (SELECT 1 FROM "Refund" r
        WHERE r."checkoutId" = c."id" AND r."status"::text = ANY(${moneyBackStatuses}))`
    case null:
      return Prisma.sql`c."status" IN ('paid', 'processing', 'withheld', 'failed')`
    default:
      return Prisma.sql`c."status" = ${state}::"CheckoutStatus"`
  }
}

async function matches(query: OrderQuery): Promise<Prisma.Sql> {
  switch (query.by) {
    case "email":
      return Prisma.sql`c."customerId" = (SELECT "id" FROM "Customer" WHERE "email" = ${query.email})`
    case "stripe":
      return namedByStripe(query.id)
    case "id":
      return Prisma.sql`(c."id" = ${query.id}::uuid OR c."id" = (
        SELECT l."checkoutId" FROM "Purchase" p JOIN "CheckoutLine" l ON l."id" = p."lineId"
        WHERE p."id" = ${query.id}::uuid))`
    case "product":
      return holdsProduct(query.words)
  }
}

// Few are named one by one. Many are met soon on the way from the newest order to older ones; PostgreSQL
// would go that way for few too, and for none through all orders there are.
async function holdsProduct(words: string): Promise<Prisma.Sql> {
  const named = Prisma.sql`
    SELECT l."checkoutId" FROM "Product" p JOIN "Edition" e ON e."productId" = p."id"
    JOIN "CheckoutLine" l ON l."editionId" = e."id"
    WHERE (p."slug" = ${words} OR e."slug" = ${words}
      OR strpos(lower(p."title"), lower(${words})) > 0)`
  const few = await db().$queryRaw<{ checkoutId: string }[]>`${named} LIMIT ${FEW + 1}`
  if (few.length > FEW) return Prisma.sql`EXISTS (${named} AND l."checkoutId" = c."id")`
  return Prisma.sql`c."id" = ANY(${few.map(({ checkoutId }) => checkoutId)}::uuid[])`
}

function namedByStripe(id: string): Prisma.Sql {
  switch (id.slice(0, id.indexOf("_"))) {
    case "cus":
      return Prisma.sql`c."customerId" = (SELECT "id" FROM "Customer" WHERE "stripeCustomerId" = ${id})`
    case "re":
    case "pyr":
      return Prisma.sql`c."id" = (SELECT "checkoutId" FROM "Refund" WHERE "stripeRefundId" = ${id})`
    case "dp":
    case "du":
      return Prisma.sql`c."id" = (SELECT "checkoutId" FROM "Dispute" WHERE "stripeDisputeId" = ${id})`
    case "cs":
      return Prisma.sql`c."stripeSessionId" = ${id}`
    default:
      return Prisma.sql`c."stripePaymentIntentId" = ${id}`
  }
}
