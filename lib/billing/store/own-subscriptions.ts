import { db } from "@/lib/db"
import { findPlanPriceByStripeId, type PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { addPeriods } from "@/lib/subscriptions/rules/periods"
import type { Standing } from "@/lib/subscriptions/rules/steps"
import type { Prisma } from "@/prisma/client/client"

const fields = {
  id: true,
  customerId: true,
  stripeSubscriptionId: true,
  isRecurring: true,
  status: true,
  startedAt: true,
  trialEndsAt: true,
  cancelAt: true,
  pauseCollection: true,
  stripeScheduleId: true,
  planPriceId: true,
  stripeVersionAt: true,
  items: {
    where: { removedAt: null },
    orderBy: { id: "asc" },
    select: { stripeItemId: true, stripePriceId: true, periodEndsAt: true },
  },
} as const

/** A subscription as far as it decides what can be done with it. */
export type OwnSubscription = Prisma.SubscriptionGetPayload<{ select: typeof fields }> & {
  /** The price that it runs by; null: one that the shop did not make. */
  price: PlanPriceRow | null
  /** When it ends by its plan, whatever anybody asks; null: not by itself. */
  limitAt: Date | null
  /** What decides what its customer can do with it. */
  standing: Standing
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A customer's own subscription; null: another's is as unknown as one that does not exist. */
export async function findOwnSubscription(
  customerId: string,
  id: string,
): Promise<OwnSubscription | null> {
  if (!uuid.test(id)) return null
  return complete(await db().subscription.findFirst({ where: { id, customerId }, select: fields }))
}

/** Anybody's subscription, by its id here or at Stripe, for the administrator; null: there is none. */
export async function findAnySubscription(id: string): Promise<OwnSubscription | null> {
  const where = uuid.test(id) ? { id } : { stripeSubscriptionId: id }
  return complete(await db().subscription.findUnique({ where, select: fields }))
}

/** The running subscriptions of a customer, the oldest first. */
export async function listRunningSubscriptions(customerId: string): Promise<
  {
    id: string
    stripeSubscriptionId: string
    items: { stripePriceId: string }[]
  }[]
> {
  return db().subscription.findMany({
    where: {
      customerId,
      isRecurring: true,
      status: { in: ["trialing", "active", "past_due", "unpaid", "paused"] },
      cancelledBecause: null,
    },
    orderBy: { startedAt: "asc" },
    select: {
      id: true,
      stripeSubscriptionId: true,
      items: { where: { removedAt: null }, select: { stripePriceId: true } },
    },
  })
}

/** The coupons that are an introduction to some price of the shop. */
export async function listIntroCoupons(): Promise<Set<string>> {
  const rows = await db().planPrice.findMany({
    where: { stripeCouponId: { not: null } },
    select: { stripeCouponId: true },
  })
  return new Set(rows.flatMap(({ stripeCouponId }) => stripeCouponId ?? []))
}

async function complete(
  row: Prisma.SubscriptionGetPayload<{ select: typeof fields }> | null,
): Promise<OwnSubscription | null> {
  if (!row) return null
  const stripePriceId = row.items[0]?.stripePriceId
  const limitAt = await limitOf(row)
  const { status, isRecurring, cancelAt } = row
  return {
    ...row,
    price: stripePriceId ? await findPlanPriceByStripeId(stripePriceId) : null,
    limitAt,
    standing: {
      status,
      isRecurring,
      cancelAt,
      limitAt,
      isCollectionPaused: row.pauseCollection !== null,
      hasSchedule: row.stripeScheduleId !== null,
    },
  }
}

async function limitOf(row: {
  planPriceId: string | null
  startedAt: Date
  trialEndsAt: Date | null
}): Promise<Date | null> {
  if (!row.planPriceId) return null
  const price = await db().planPrice.findUnique({
    where: { id: row.planPriceId },
    select: { durationUnit: true, durationCount: true },
  })
  if (!price?.durationUnit || !price.durationCount) return null
  const duration = { unit: price.durationUnit, count: price.durationCount }
  return addPeriods(row.trialEndsAt ?? row.startedAt, duration, 1)
}
