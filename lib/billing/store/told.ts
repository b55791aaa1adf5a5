import { db } from "@/lib/db"

/** What of a subscription its customer has to hear of; null: there is nobody to tell. */
export async function findTold(subscriptionId: string) {
  const row = await db().subscription.findUnique({
    where: { id: subscriptionId },
    select: {
      stripeSubscriptionId: true,
      status: true,
      cancelAt: true,
      trialEndsAt: true,
      cancelledBecause: true,
      planPriceId: true,
      customer: { select: { email: true } },
    },
  })
  if (!row?.customer?.email) return null
  const invoices = await db().invoice.findMany({
    where: { stripeSubscriptionId: row.stripeSubscriptionId, status: { in: ["open", "paid"] } },
    orderBy: { createdAt: "desc" },
    // The newest are news.
    take: 12,
    select: { id: true, status: true, amountPaid: true, attemptCount: true, billingReason: true },
  })
  const price = row.planPriceId
    ? await db().planPrice.findUnique({
        where: { id: row.planPriceId },
        select: { durationUnit: true },
      })
    : null
  return {
    email: row.customer.email,
    status: row.status,
    cancelAt: row.cancelAt,
    cancelledBecause: row.cancelledBecause,
    /** It ends by its plan, not because somebody asked. */
    isLimited: Boolean(price?.durationUnit),
    hasBegun: row.trialEndsAt !== null || invoices.some((one) => one.status === "paid"),
    invoices,
  }
}
