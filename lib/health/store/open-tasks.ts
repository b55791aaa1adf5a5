import { db } from "@/lib/db"
import { answerStatuses } from "@/lib/purchases/rules"

/** A dispute that Stripe waits for an answer to. Amount in minor units. */
export type OpenDispute = {
  stripeDisputeId: string
  currency: string
  amount: number
  reason: string
  /** Until when Stripe takes evidence; null: it does not say. */
  dueAt: Date | null
  /** The order that it is about; null: it is about an invoice of a subscription. */
  orderId: string | null
  /** Whose subscription that is. */
  customerId: string | null
}

/**
 * Disputes that Stripe waits for an answer to, the most urgent first, `limit` of them, and how many there
 * are in all. One statement.
 */
export async function listOpenDisputes(
  limit: number,
): Promise<{ disputes: OpenDispute[]; total: number }> {
  const rows = await db().$queryRaw<(OpenDispute & { total: number })[]>`
    SELECT d."stripeDisputeId", d."currency", d."amount", d."reason", d."evidenceDueAt" AS "dueAt",
      d."checkoutId"::text AS "orderId", s."customerId"::text, count(*) OVER ()::int AS "total"
    FROM "Dispute" d
    LEFT JOIN "Invoice" i ON i."id" = d."invoiceId"
    LEFT JOIN "Subscription" s ON s."stripeSubscriptionId" = i."stripeSubscriptionId"
    WHERE d."status" = ANY(${answerStatuses}::"DisputeStatus"[])
    ORDER BY d."evidenceDueAt" NULLS LAST, d."createdAt", d."id" LIMIT ${limit}`
  return { disputes: rows, total: rows[0]?.total ?? 0 }
}

/** How many paid orders are withheld until a person has looked. */
export async function countWithheld(): Promise<number> {
  return db().checkout.count({ where: { status: "withheld" } })
}
