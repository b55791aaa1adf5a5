import type { Booking } from "@/lib/accounting/rules"
import { db } from "@/lib/db"
import { heldStatuses, moneyBackStatuses } from "@/lib/purchases/rules"
import { Prisma } from "@/prisma/client/client"

/** Where a page of bookings ended: its time as PostgreSQL writes it, to the microsecond, and its id. */
export type Place = { at: string; id: string }

type Filter = {
  since: Date | null
  until: Date | null
  timeZone: string
  after: Place | null
  limit: number
}

/**
 * The next `limit` bookings in [since, until), oldest first, behind `after`. A payment is booked when it
 * came, a refund or dispute when it was made, as Stripe says. A dispute takes money away while it is open or lost.
 * The tax of a refund or dispute is its share of what was paid. What Stripe took and put on the balance for it
 * is known once reconcile has read it; null before, and where it came in several currencies.
 * Each kind is read as far as the page can need it, so that a page costs the same wherever it is.
 */
export async function listBookings(
  filter: Filter,
): Promise<{ bookings: Booking[]; next: Place | null }> {
  const { timeZone, limit } = filter
  const page = [orders, withheld, invoices, refunds, disputes].map((kind) => firstOf(kind, filter))
  const rows = await db().$queryRaw<(Booking & { at: string })[]>`
    SELECT b."id"::text, b."at"::text, to_char(b."at" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD HH24:MI:SS') AS "localTime",
      b."kind", b."status", b."orderId"::text, b."invoiceId"::text, b."invoiceNumber",
      b."stripePaymentId", b."stripeId", b."customer", b."country", b."product", b."currency",
      b."gross"::int, round(b."gross" * b."taxShare")::int AS "tax", b."taxType", b."isReverseCharged",
      b."utmSource", b."utmMedium", b."utmCampaign", b."utmTerm", b."utmContent",
      moved."fee", moved."settled", moved."settledCurrency"
    FROM (
      SELECT * FROM (${Prisma.join(page, " UNION ALL ")}) u ORDER BY u."at", u."id" LIMIT ${limit}) b
    LEFT JOIN LATERAL (${movements}) moved ON true
    ORDER BY b."at", b."id"`
  const last = rows.at(-1)
  return {
    bookings: rows,
    next: rows.length === limit && last ? { at: last.at, id: last.id } : null,
  }
}

/** One kind of booking: its columns, where they come from, which rows count, and its time and id. */
type Kind = {
  columns: Prisma.Sql
  from: Prisma.Sql
  where: Prisma.Sql
  at: Prisma.Sql
  id: Prisma.Sql
}

function firstOf(kind: Kind, { since, until, after, limit }: Filter): Prisma.Sql {
  const { columns, from, at, id } = kind
  const conditions = [
    kind.where,
    ...(since ? [Prisma.sql`${at} >= ${since}`] : []),
    ...(until ? [Prisma.sql`${at} < ${until}`] : []),
    // In two steps: an index on the time alone finds the place.
    ...(after
      ? [
          Prisma.sql`${at} >= ${after.at}::timestamptz`,
          Prisma.sql`(${at}, ${id}) > (${after.at}::timestamptz, ${after.id}::uuid)`,
        ]
      : []),
  ]
  return Prisma.sql`(
    SELECT ${id} AS "id", ${at} AS "at", ${columns} FROM ${from}
    WHERE ${Prisma.join(conditions, " AND ")} ORDER BY ${at}, ${id} LIMIT ${limit})`
}

// A payment's by its payment intents; what takes back has an id of its own at Stripe.
const movements = Prisma.sql`
  SELECT sum(t."fee")::int AS "fee", sum(t."amount" - t."fee")::int AS "settled",
    min(t."currency") AS "settledCurrency"
  FROM (
    SELECT c.* FROM "BalanceTransaction" c
    WHERE b."kind" = 'payment' AND c."source" = 'charge'
      AND c."stripePaymentIntentId" = ANY(string_to_array(b."stripePaymentId", ' '))
    UNION ALL
    SELECT c.* FROM "BalanceTransaction" c
    WHERE b."kind" <> 'payment' AND c."stripeSourceId" = b."stripeId") t
  HAVING count(DISTINCT t."currency") = 1`

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

// What is said of the order of any of these: its tax, and what led to it.
const ofOrder = Prisma.sql`
  o."taxType", o."isReverseCharged", o."utmSource", o."utmMedium", o."utmCampaign", o."utmTerm", o."utmContent"`

const orders: Kind = {
  id: Prisma.sql`o."id"`,
  at: Prisma.sql`o."paidAt"`,
  columns: Prisma.sql`
    'payment' AS "kind", o."status"::text AS "status", o."id" AS "orderId", NULL::uuid AS "invoiceId",
    NULL AS "invoiceNumber", o."stripePaymentIntentId" AS "stripePaymentId", o."stripeSessionId" AS "stripeId",
    ${orderCustomer} AS "customer", o."country", coalesce(${orderTitles}, '') AS "product", o."currency",
    o."amountTotal" AS "gross", ${shareOf(o)} AS "taxShare", ${ofOrder}`,
  from: Prisma.sql`"Checkout" o`,
  where: Prisma.sql`o."status" = 'paid' AND o."amountTotal" > 0`,
}

// Of their own, so that an index finds each.
const withheld: Kind = {
  ...orders,
  where: Prisma.sql`o."status" = 'withheld' AND o."paidAt" IS NOT NULL AND o."amountTotal" > 0`,
}

const invoices: Kind = {
  id: Prisma.sql`i."id"`,
  at: Prisma.sql`i."paidAt"`,
  columns: Prisma.sql`
    'payment', i."status"::text, NULL::uuid, i."id", i."number", ${invoicePayments}, i."stripeInvoiceId",
    ${invoiceCustomer}, NULL, coalesce(${invoiceTitles}, ''), i."currency", i."amountPaid", ${shareOf(i)},
    NULL, NULL::boolean, NULL, NULL, NULL, NULL, NULL`,
  from: Prisma.sql`"Invoice" i`,
  where: Prisma.sql`i."status" = 'paid' AND i."amountPaid" > 0`,
}

// What takes back: a refund, or a dispute, of an order or of an invoice.
const takenBack = Prisma.sql`
  LEFT JOIN "Checkout" o ON o."id" = r."checkoutId"
  LEFT JOIN "Invoice" i ON i."id" = r."invoiceId"`
const ofEither = Prisma.sql`
  r."checkoutId", r."invoiceId", i."number", coalesce(o."stripePaymentIntentId", ${invoicePayments})`
const customerOfEither = Prisma.sql`coalesce(${orderCustomer}, ${invoiceCustomer})`
const titlesOfEither = Prisma.sql`coalesce(${orderTitles}, ${invoiceTitles}, '')`
const shareOfEither = Prisma.sql`CASE WHEN o."id" IS NOT NULL THEN ${shareOf(o)} ELSE ${shareOf(i)} END`

const refunds: Kind = {
  id: Prisma.sql`r."id"`,
  at: Prisma.sql`r."createdAt"`,
  columns: Prisma.sql`
    'refund', r."status"::text, ${ofEither}, r."stripeRefundId", ${customerOfEither}, o."country",
    coalesce(n."productTitle" || ', ' || n."editionTitle", ${titlesOfEither}), r."currency", -r."amount",
    CASE WHEN n."id" IS NOT NULL THEN ${shareOf(Prisma.sql`n`)} ELSE ${shareOfEither} END,
    ${ofOrder}`,
  from: Prisma.sql`"Refund" r ${takenBack} LEFT JOIN "CheckoutLine" n ON n."id" = r."lineId"`,
  where: Prisma.sql`r."status"::text = ANY(${moneyBackStatuses})`,
}

const disputes: Kind = {
  id: Prisma.sql`r."id"`,
  at: Prisma.sql`r."createdAt"`,
  columns: Prisma.sql`
    'dispute', r."status"::text, ${ofEither}, r."stripeDisputeId", ${customerOfEither}, o."country",
    ${titlesOfEither}, r."currency",
    CASE WHEN r."status"::text = ANY(${heldStatuses}) THEN -r."amount" ELSE 0 END, ${shareOfEither},
    ${ofOrder}`,
  from: Prisma.sql`"Dispute" r ${takenBack}`,
  where: Prisma.sql`true`,
}
