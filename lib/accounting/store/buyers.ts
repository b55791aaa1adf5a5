import { db } from "@/lib/db"
import { isReachable } from "@/lib/mail/store/release-owners"
import { moneyBackStatuses } from "@/lib/purchases/rules"
import { Prisma } from "@/prisma/client/client"

/** Somebody who bought something or pays for a plan. Money in minor units by currency. */
export type Buyer = {
  id: string
  email: string
  name: string | null
  firstAt: Date
  lastAt: Date
  /** Orders, free ones too, and paid invoices of plans. */
  orders: number
  paid: Record<string, number>
  refunded: Record<string, number>
  /** They have not opted out of news, and their address takes mail, as far as is known. */
  takesNews: boolean
}

/**
 * The next `limit` buyers after the customer `after`, each once however often they bought, in the order in
 * which they became customers; who was forgotten is left out. What they bought is read for the page alone.
 * @param product only who bought any edition of the product with this slug; null: of any
 */
export async function listBuyers(filter: {
  product: string | null
  after: string | null
  limit: number
}): Promise<Buyer[]> {
  const { product, after, limit } = filter
  const bought = product
    ? Prisma.sql`EXISTS (
        SELECT 1 FROM "Purchase" b JOIN "Edition" e ON e."id" = b."editionId"
        JOIN "Product" g ON g."id" = e."productId"
        WHERE b."customerId" = c."id" AND g."slug" = ${product})`
    : Prisma.sql`(EXISTS (SELECT 1 FROM "Purchase" b WHERE b."customerId" = c."id")
        OR EXISTS (SELECT 1 FROM "Subscription" s
          JOIN "Invoice" i ON i."stripeSubscriptionId" = s."stripeSubscriptionId"
          WHERE s."customerId" = c."id" AND i."status" = 'paid'))`
  const beyond = after ? Prisma.sql`AND c."id" > ${after}::uuid` : Prisma.empty
  return db().$queryRaw<Buyer[]>`
    WITH page AS MATERIALIZED (
      SELECT c."id", c."email", c."name", ${isReachable()} AS "takesNews" FROM "Customer" c
      WHERE c."email" IS NOT NULL ${beyond} AND ${bought} ORDER BY c."id" LIMIT ${limit})
    SELECT page."id"::text, page."email", page."name", page."takesNews",
      got."firstAt", got."lastAt", got."orders", got."paid", coalesce(given."refunded", '{}') AS "refunded"
    FROM page
    CROSS JOIN LATERAL (
      SELECT min(t."firstAt") AS "firstAt", max(t."lastAt") AS "lastAt", sum(t."orders")::int AS "orders",
        jsonb_object_agg(t."currency", t."paid") AS "paid"
      FROM (
        SELECT p."currency", min(p."at") AS "firstAt", max(p."at") AS "lastAt", count(*) AS "orders",
          sum(p."amount") AS "paid"
        FROM (${payments}) p GROUP BY p."currency") t) got
    CROSS JOIN LATERAL (
      SELECT jsonb_object_agg(t."currency", t."amount") AS "refunded"
      FROM (
        SELECT r."currency", sum(r."amount") AS "amount" FROM (${payments}) p
        JOIN "Refund" r ON r."checkoutId" = p."checkoutId" OR r."invoiceId" = p."invoiceId"
        WHERE r."status"::text = ANY(${moneyBackStatuses}) GROUP BY r."currency") t) given
    WHERE got."orders" > 0 ORDER BY page."id"`
}

/** Whether there is a product with this slug. */
export async function isProduct(slug: string): Promise<boolean> {
  return (await db().product.findUnique({ where: { slug }, select: { id: true } })) !== null
}

const payments = Prisma.sql`
  SELECT o."id" AS "checkoutId", NULL::uuid AS "invoiceId", o."currency", o."paidAt" AS "at", o."amountTotal" AS "amount"
  FROM "Checkout" o WHERE o."customerId" = page."id" AND o."status" = 'paid' AND o."paidAt" IS NOT NULL
  UNION ALL
  SELECT NULL, i."id", i."currency", i."paidAt", i."amountPaid"
  FROM "Subscription" s JOIN "Invoice" i ON i."stripeSubscriptionId" = s."stripeSubscriptionId"
  WHERE s."customerId" = page."id" AND i."status" = 'paid' AND i."paidAt" IS NOT NULL`
