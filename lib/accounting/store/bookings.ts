import type { Booking } from "@/lib/accounting/rules"
import { db } from "@/lib/db"
import { heldStatuses, moneyBackStatuses } from "@/lib/purchases/rules"
import { Prisma } from "@/prisma/client/client"

/** Where a page of bookings ended: its time as PostgreSQL writes it, to the microsecond, and its id. */
export type Place = { at: string; id: string }

/**
 * The next `limit` bookings in [since, until), oldest first, behind `after`. A payment is booked when it
 * came, a refund or dispute when it was made, as Stripe says. A dispute takes money away while it is open or lost.
 * The tax of a refund or dispute is its share of what was paid.
 */
export async function listBookings(filter: {
  since: Date | null
  until: Date | null
  timeZone: string
  after: Place | null
  limit: number
}): Promise<{ bookings: Booking[]; next: Place | null }> {
  const { since, until, timeZone, after, limit } = filter
  const conditions = [
    ...(since ? [Prisma.sql`b."at" >= ${since}`] : []),
    ...(until ? [Prisma.sql`b."at" < ${until}`] : []),
    ...(after
      ? [Prisma.sql`(b."at", b."id") > (${after.at}::timestamptz, ${after.id}::uuid)`]
      : []),
  ]
  const rows = await db().$queryRaw<(Booking & { at: string })[]>`
    SELECT b."id"::text, b."at"::text, to_char(b."at" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD HH24:MI:SS') AS "localTime",
      b."kind", b."status", b."orderId"::text, b."invoiceId"::text, b."invoiceNumber",
      b."stripePaymentId", b."stripeId", b."customer", b."country", b."product", b."currency",
      b."gross"::int, round(b."gross" * b."taxShare")::int AS "tax"
    FROM (${orders} UNION ALL ${invoices} UNION ALL ${refunds} UNION ALL ${disputes}) b
    ${conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty}
    ORDER BY b."at", b."id" LIMIT ${limit}`
  const last = rows.at(-1)
  return {
    bookings: rows,
    next: rows.length === limit && last ? { at: last.at, id: last.id } : null,
  }
}

const shareOf = (owner: Prisma.Sql) =>
  Prisma.sql`coalesce(${owner}."amountTax"::numeric / nullif(${owner}."amountTotal", 0), 0)`

const o = Prisma.sql`o`
const i = Prisma.sql`i`

const orderTitles = Prisma.sql`(
  SELECT string_agg(l."productTitle" || ', ' || l."editionTitle", '; ' ORDER BY l."position")
  FROM "CheckoutLine" l WHERE l."checkoutId" = o."id")`

const orderCustomer = Prisma.sql`coalesce(o."email",
  (SELECT c."email" FROM "Customer" c WHERE c."id" = o."customerId"))`

const invoiceCustomer = Prisma.sql`coalesce(
  (SELECT c."email" FROM "Customer" c WHERE c."stripeCustomerId" = i."stripeCustomerId"),
  (SELECT c."email" FROM "Subscription" s JOIN "Customer" c ON c."id" = s."customerId"
   WHERE s."stripeSubscriptionId" = i."stripeSubscriptionId"))`

const invoiceTitles = Prisma.sql`(
  SELECT string_agg(l->>'description', '; ') FROM jsonb_array_elements(i."lines") l)`

const invoicePayments = Prisma.sql`(
  SELECT string_agg(p."stripePaymentIntentId", ' ' ORDER BY p."createdAt")
  FROM "InvoicePayment" p WHERE p."invoiceId" = i."id")`

const orders = Prisma.sql`
  SELECT o."id", o."paidAt" AS "at", 'payment' AS "kind", o."status"::text AS "status", o."id" AS "orderId",
    NULL::uuid AS "invoiceId", NULL AS "invoiceNumber", o."stripePaymentIntentId" AS "stripePaymentId",
    o."stripeSessionId" AS "stripeId", ${orderCustomer} AS "customer", o."country",
    coalesce(${orderTitles}, '') AS "product", o."currency", o."amountTotal" AS "gross",
    ${shareOf(o)} AS "taxShare"
  FROM "Checkout" o WHERE o."paidAt" IS NOT NULL AND o."amountTotal" > 0`

const invoices = Prisma.sql`
  SELECT i."id", i."paidAt", 'payment', i."status"::text, NULL::uuid, i."id", i."number", ${invoicePayments},
    i."stripeInvoiceId", ${invoiceCustomer}, NULL, coalesce(${invoiceTitles}, ''), i."currency",
    i."amountPaid", ${shareOf(i)}
  FROM "Invoice" i WHERE i."paidAt" IS NOT NULL AND i."amountPaid" > 0`

// What takes back: a refund, or a dispute, of an order or of an invoice.
const takenBack = Prisma.sql`
  LEFT JOIN "Checkout" o ON o."id" = r."checkoutId"
  LEFT JOIN "Invoice" i ON i."id" = r."invoiceId"`
const ofEither = Prisma.sql`
  r."checkoutId", r."invoiceId", i."number", coalesce(o."stripePaymentIntentId", ${invoicePayments})`
const about = Prisma.sql`
  coalesce(${orderCustomer}, ${invoiceCustomer}), o."country",
  coalesce(${orderTitles}, ${invoiceTitles}, '')`

const refunds = Prisma.sql`
  SELECT r."id", r."createdAt", 'refund', r."status"::text, ${ofEither}, r."stripeRefundId",
    coalesce(${orderCustomer}, ${invoiceCustomer}), o."country",
    coalesce(n."productTitle" || ', ' || n."editionTitle", ${orderTitles}, ${invoiceTitles}, ''),
    r."currency", -r."amount",
    CASE WHEN n."id" IS NOT NULL THEN ${shareOf(Prisma.sql`n`)}
      WHEN o."id" IS NOT NULL THEN ${shareOf(o)} ELSE ${shareOf(i)} END
  FROM "Refund" r ${takenBack} LEFT JOIN "CheckoutLine" n ON n."id" = r."lineId"
  WHERE r."status"::text = ANY(${moneyBackStatuses})`

const disputes = Prisma.sql`
  SELECT r."id", r."createdAt", 'dispute', r."status"::text, ${ofEither}, r."stripeDisputeId", ${about},
    r."currency",
    CASE WHEN r."status"::text = ANY(${heldStatuses}) THEN -r."amount" ELSE 0 END,
    CASE WHEN o."id" IS NOT NULL THEN ${shareOf(o)} ELSE ${shareOf(i)} END
  FROM "Dispute" r ${takenBack}`
