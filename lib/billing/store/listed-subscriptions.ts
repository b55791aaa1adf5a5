import { db } from "@/lib/db"
import type { SubscriptionStatus } from "@/prisma/client/enums"

/** A subscription in the administrator's list. */
export type ListedSubscription = Awaited<ReturnType<typeof listSubscriptions>>[number]

/**
 * Subscriptions of the whole shop, the newest first, at most so many; of one customer's address, or in one
 * of Stripe's states, where given.
 */
export async function listSubscriptions(options: {
  email: string | null
  status: SubscriptionStatus | null
  limit: number
}) {
  const { email, status, limit } = options
  return db().subscription.findMany({
    where: {
      ...(email ? { customer: { email } } : {}),
      ...(status ? { status } : {}),
    },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: limit,
    select: {
      id: true,
      stripeSubscriptionId: true,
      status: true,
      startedAt: true,
      cancelAt: true,
      endedAt: true,
      customer: { select: { email: true } },
      items: { where: { removedAt: null }, select: { stripePriceId: true, periodEndsAt: true } },
    },
  })
}

/** What a subscription opens or has opened, with what explains each end; by group. */
export async function listSubscriptionEntitlements(subscriptionId: string) {
  return db().entitlement.findMany({
    where: { subscriptionItem: { subscriptionId } },
    orderBy: [{ groupName: "asc" }, { id: "asc" }],
    select: {
      groupName: true,
      startsAt: true,
      endsAt: true,
      trialUntil: true,
      graceFrom: true,
      pausedFrom: true,
      revokedAt: true,
      revokedReason: true,
    },
  })
}
