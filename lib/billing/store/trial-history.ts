import { db } from "@/lib/db"

/**
 * What of a customer's past decides whether a trial is theirs: whether they completed any payment, even
 * one of nothing, and whether they ever had a recurring subscription.
 */
export async function findTrialHistory(
  customerId: string,
): Promise<{ hasPaid: boolean; hasSubscribed: boolean }> {
  const order = await db().checkout.findFirst({
    where: { customerId, status: "paid" },
    select: { id: true },
  })
  const subscriptions = await db().subscription.findMany({
    where: { customerId, status: { notIn: ["incomplete", "incomplete_expired"] } },
    select: { isRecurring: true },
  })
  return {
    hasPaid: order !== null || subscriptions.some((one) => !one.isRecurring),
    hasSubscribed: subscriptions.some((one) => one.isRecurring),
  }
}
