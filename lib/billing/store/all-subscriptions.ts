import { db } from "@/lib/db"

/** How many subscriptions the mirror holds, those that are over too. */
export async function countSubscriptions(): Promise<number> {
  return db().subscription.count()
}

/** Subscriptions in the order of their ids, `after` one, those that are over too. */
export async function listSubscriptionsAfter(
  after: string,
  limit: number,
): Promise<{ id: string; stripeSubscriptionId: string }[]> {
  return db().subscription.findMany({
    where: { id: { gt: after } },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, stripeSubscriptionId: true },
  })
}
