import { db } from "@/lib/db"

/**
 * What concerns one subscription takes turns for the rest of the transaction, also while its row is
 * not here yet: its own events, its invoices', and what is derived from both.
 */
export async function lockSubscription(stripeSubscriptionId: string): Promise<void> {
  await db().$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`subscription/${stripeSubscriptionId}`}, 0))`
}
