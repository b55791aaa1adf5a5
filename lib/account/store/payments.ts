import { z } from "zod"
import { db } from "@/lib/db"

const refunds = {
  orderBy: { createdAt: "asc" },
  select: { id: true, amount: true, status: true, createdAt: true },
} as const
const disputes = { select: { status: true } } as const

const orderFields = {
  id: true,
  status: true,
  email: true,
  currency: true,
  country: true,
  amountSubtotal: true,
  amountTax: true,
  amountTotal: true,
  linkVersion: true,
  createdAt: true,
  paidAt: true,
  lines: {
    orderBy: { position: "asc" },
    select: { id: true, productTitle: true, editionTitle: true, amountTotal: true },
  },
  refunds,
  disputes,
  papers: { orderBy: { number: "asc" }, select: { number: true, kind: true, createdAt: true } },
} as const

const invoiceFields = {
  id: true,
  number: true,
  status: true,
  currency: true,
  amountSubtotal: true,
  amountTax: true,
  amountTotal: true,
  amountPaid: true,
  periodStartsAt: true,
  periodEndsAt: true,
  attemptCount: true,
  nextAttemptAt: true,
  hostedUrl: true,
  pdfUrl: true,
  createdAt: true,
  paidAt: true,
  lines: true,
  refunds,
  disputes,
} as const

// Nothing was ever paid, asked for or on its way in the others.
const shownOrders = ["processing", "paid", "failed", "withheld"] as const
const shownInvoices = ["open", "paid", "uncollectible"] as const

/** An order as its payer sees it. Amounts in minor units of its currency. */
export type OrderPayment = Awaited<ReturnType<typeof listOrders>>[number]
/** An invoice of a subscription as its payer sees it. Amounts in minor units of its currency. */
export type InvoicePayment = Awaited<ReturnType<typeof listInvoices>>[number]
export type Payment = OrderPayment | InvoicePayment

/**
 * A customer's payments, of orders and of subscriptions, newest first, `limit` of them, those before the
 * payment `after`; and the payment to go on from, null at the end. Invoices of nothing are left out.
 */
export async function listPayments(
  customerId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ payments: Payment[]; next: string | null }> {
  // By the row itself: a Date has no microseconds, and would skip or repeat.
  const rows = await db().$queryRaw<{ id: string }[]>`
    WITH own AS (
      SELECT c."id", c."createdAt" FROM "Checkout" c
      WHERE c."customerId" = ${customerId}::uuid AND c."status"::text = ANY(${shownOrders})
      UNION ALL
      SELECT i."id", i."createdAt" FROM "Subscription" s
      JOIN "Invoice" i ON i."stripeSubscriptionId" = s."stripeSubscriptionId"
      WHERE s."customerId" = ${customerId}::uuid AND i."status"::text = ANY(${shownInvoices})
        AND i."amountTotal" > 0)
    SELECT own."id"::text FROM own
    WHERE ${after}::uuid IS NULL OR (own."createdAt", own."id") < (
      SELECT a."createdAt", a."id" FROM own a WHERE a."id" = ${after}::uuid)
    ORDER BY own."createdAt" DESC, own."id" DESC LIMIT ${limit + 1}`
  const page = rows.slice(0, limit).map((row) => row.id)
  const found = new Map<string, Payment>(
    [...(await listOrders(page)), ...(await listInvoices(page))].map((one) => [one.id, one]),
  )
  return {
    payments: page.flatMap((id) => found.get(id) ?? []),
    next: rows.length > limit ? (page.at(-1) ?? null) : null,
  }
}

/** One payment of a customer's, or null: another's is as unknown as one that does not exist. */
export async function findPayment(customerId: string, id: string): Promise<Payment | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT c."id"::text FROM "Checkout" c
    WHERE c."id" = ${id}::uuid AND c."customerId" = ${customerId}::uuid
      AND c."status"::text = ANY(${shownOrders})
    UNION ALL
    SELECT i."id"::text FROM "Invoice" i
    JOIN "Subscription" s ON s."stripeSubscriptionId" = i."stripeSubscriptionId"
    WHERE i."id" = ${id}::uuid AND s."customerId" = ${customerId}::uuid
      AND i."status"::text = ANY(${shownInvoices}) AND i."amountTotal" > 0`
  const own = rows.map((row) => row.id)
  return (await listOrders(own))[0] ?? (await listInvoices(own))[0] ?? null
}

async function listOrders(ids: string[]) {
  const rows = await db().checkout.findMany({ where: { id: { in: ids } }, select: orderFields })
  return rows.map((row) => ({ ...row, kind: "order" as const }))
}

const line = z.object({
  description: z.string(),
  /** Minor units; below 0: a credit. */
  amount: z.number().int(),
  periodStartsAt: z.coerce.date(),
  periodEndsAt: z.coerce.date(),
})

async function listInvoices(ids: string[]) {
  const rows = await db().invoice.findMany({ where: { id: { in: ids } }, select: invoiceFields })
  return rows.map(({ lines, ...row }) => ({
    ...row,
    kind: "invoice" as const,
    lines: z
      .array(line)
      .parse(lines)
      .map((one, position) => ({ id: String(position), ...one })),
  }))
}
