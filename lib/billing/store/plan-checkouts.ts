import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

const fields = {
  id: true,
  attempt: true,
  customerId: true,
  status: true,
  trialDays: true,
  stripeSessionId: true,
  stripeAttempt: true,
  createdAt: true,
  planPrice: {
    select: {
      id: true,
      periodUnit: true,
      stripePriceId: true,
      stripeCouponId: true,
      durationUnit: true,
      durationCount: true,
      plan: { select: { slug: true, title: true, familyId: true, stripeProductId: true } },
    },
  },
} as const

/** A customer's wish for a plan, as the verbs of this folder see it. */
export type PlanCheckoutRow = NonNullable<Awaited<ReturnType<typeof findPlanCheckout>>>

/** A plan's checkout by its id, or null. */
export async function findPlanCheckout(id: string) {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  return db().planCheckout.findUnique({ where: { id }, select: fields })
}

/** The checkout that this page's button made, or null. */
export async function findPlanCheckoutByAttempt(attempt: string) {
  return db().planCheckout.findUnique({ where: { attempt }, select: fields })
}

/** Whether a Checkout session is a plan's, as far as the shop noted it. */
export async function isPlanSession(stripeSessionId: string): Promise<boolean> {
  const where = { stripeSessionId }
  return (await db().planCheckout.findUnique({ where, select: { id: true } })) !== null
}

/** Where a subscription was chosen; null: not on the shop's own pages. */
export async function findPlanOrigin(
  planCheckoutId: string | null,
): Promise<{ customerId: string; planPriceId: string } | null> {
  const found = planCheckoutId ? await findPlanCheckout(planCheckoutId) : null
  return found && { customerId: found.customerId, planPriceId: found.planPrice.id }
}

/** A customer's open checkouts of one family whose page at Stripe may still be open, newest first. */
export async function listOpenPlanCheckouts(customerId: string, familyId: string, since: Date) {
  return db().planCheckout.findMany({
    where: {
      customerId,
      status: "open",
      createdAt: { gte: since },
      planPrice: { plan: { familyId } },
    },
    orderBy: { createdAt: "desc" },
    select: fields,
  })
}

/** Open checkouts that were begun before this time, those asked for longest ago first. */
export async function listUnsettledPlans(
  before: Date,
  limit: number,
): Promise<{ id: string; stripeSessionId: string | null }[]> {
  return db().planCheckout.findMany({
    where: { status: "open", createdAt: { lt: before }, stripeSessionId: { not: null } },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: { id: true, stripeSessionId: true },
  })
}

/** Writes a checkout, once for each attempt. */
export async function recordPlanCheckout(checkout: {
  attempt: string
  customerId: string
  planPriceId: string
  trialDays: number
  termsVersion: string
  now: Date
}): Promise<void> {
  const { now, ...columns } = checkout
  await db().planCheckout.createMany({
    data: [{ id: newId(), ...columns, termsAgreedAt: now, createdAt: now }],
    skipDuplicates: true,
  })
}

/** Notes the session of a checkout. */
export async function savePlanSession(
  id: string,
  session: { id: string; expiresAt: Date },
): Promise<void> {
  await db().planCheckout.update({
    where: { id },
    data: { stripeSessionId: session.id, expiresAt: session.expiresAt },
  })
}

/** Takes another idempotency key, unless another process has. */
export async function saveNextPlanAttempt(id: string, former: number): Promise<void> {
  await db().planCheckout.updateMany({
    where: { id, stripeAttempt: former },
    data: { stripeAttempt: former + 1 },
  })
}

/** Notes that a checkout is complete, or has lapsed; a complete one stays so. Whether it moved. */
export async function settlePlanCheckout(
  id: string,
  status: "complete" | "expired",
  now: Date,
): Promise<boolean> {
  const { count } = await db().planCheckout.updateMany({
    where: { id, status: status === "complete" ? { not: "complete" } : "open" },
    data: { status, ...(status === "complete" ? { completedAt: now } : {}) },
  })
  return count > 0
}
