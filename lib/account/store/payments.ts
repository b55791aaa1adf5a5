import { db } from "@/lib/db"

const fields = {
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
  refunds: {
    orderBy: { createdAt: "asc" },
    select: { id: true, amount: true, status: true, createdAt: true },
  },
  disputes: { select: { status: true } },
} as const

// Nothing was ever paid or on its way in the others.
const shown = ["processing", "paid", "failed", "withheld"] as const

/** An order as its payer sees it. Amounts in minor units of its currency. */
export type Payment = NonNullable<Awaited<ReturnType<typeof findPayment>>>

/**
 * A customer's payments, newest first, `limit` of them, those before the order `after`; and the order
 * to go on from, null at the end.
 */
export async function listPayments(
  customerId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ payments: Payment[]; next: string | null }> {
  // By the row itself: a Date has no microseconds, and would skip or repeat.
  const ids = await db().$queryRaw<{ id: string }[]>`
    SELECT c."id"::text FROM "Checkout" c
    WHERE c."customerId" = ${customerId}::uuid AND c."status"::text = ANY(${shown})
      AND (${after}::uuid IS NULL OR (c."createdAt", c."id") < (
        SELECT a."createdAt", a."id" FROM "Checkout" a
        WHERE a."id" = ${after}::uuid AND a."customerId" = ${customerId}::uuid))
    ORDER BY c."createdAt" DESC, c."id" DESC LIMIT ${limit + 1}`
  const page = ids.slice(0, limit).map((row) => row.id)
  const payments = await db().checkout.findMany({
    where: { id: { in: page } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: fields,
  })
  return { payments, next: ids.length > limit ? (page.at(-1) ?? null) : null }
}

/** One payment of a customer's, or null: another's is as unknown as one that does not exist. */
export async function findPayment(customerId: string, id: string) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null
  return db().checkout.findFirst({
    where: { id, customerId, status: { in: [...shown] } },
    select: fields,
  })
}
