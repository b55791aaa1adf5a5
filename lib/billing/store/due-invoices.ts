import { db } from "@/lib/db"

/** An invoice that waits to be paid. */
export type DueInvoice = {
  stripeInvoiceId: string
  stripeSubscriptionId: string
  hostedUrl: string | null
  attemptCount: number
}

/**
 * The invoices that a customer owes: open ones of subscriptions that have not ended, the oldest first;
 * of one subscription when its id is given.
 */
export async function listDueInvoices(
  customerId: string,
  subscriptionId: string | null = null,
): Promise<DueInvoice[]> {
  return db().$queryRaw<DueInvoice[]>`
    SELECT i."stripeInvoiceId", s."stripeSubscriptionId", i."hostedUrl", i."attemptCount"
    FROM "Invoice" i JOIN "Subscription" s ON s."stripeSubscriptionId" = i."stripeSubscriptionId"
    WHERE s."customerId" = ${customerId}::uuid AND i."status" = 'open' AND i."amountDue" > 0
      AND (${subscriptionId}::uuid IS NULL OR s."id" = ${subscriptionId}::uuid)
      AND s."status" IN ('incomplete', 'past_due', 'unpaid', 'paused', 'active')
      AND s."cancelledBecause" IS NULL
    ORDER BY i."createdAt", i."id"`
}
