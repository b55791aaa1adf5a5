import { db } from "@/lib/db"

const fields = {
  id: true,
  number: true,
  status: true,
  currency: true,
  amountTotal: true,
  amountDue: true,
  hostedUrl: true,
  pdfUrl: true,
  createdAt: true,
  paidAt: true,
  nextAttemptAt: true,
} as const

/** An invoice of a subscription as its customer sees it. Amounts in minor units. */
export type OwnInvoice = Awaited<ReturnType<typeof listSubscriptionInvoices>>[number]

/**
 * The newest invoices of a subscription, at most so many; drafts are left out, for they may still change.
 * Whose it is, the caller knows.
 */
export async function listSubscriptionInvoices(stripeSubscriptionId: string, limit: number) {
  return db().invoice.findMany({
    where: { stripeSubscriptionId, status: { not: "draft" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    select: fields,
  })
}

/** What Stripe products are called, open and hold, by their ids. */
export async function listProductContents(
  ids: string[],
): Promise<Map<string, { name: string; groups: string[]; features: string[] }>> {
  const rows = await db().stripeProduct.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, groups: true, features: true },
  })
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
