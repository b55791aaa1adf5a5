import { db } from "@/lib/db"
import { invoiceRevocation } from "@/lib/purchases/rules"
import type { AccessState, PaidPeriod } from "@/lib/subscriptions/rules/access"
import type { PlanEntitlement } from "@/lib/subscriptions/rules/entitlements"
import { newId } from "@/lib/tokens"
import type { Prisma } from "@/prisma/client/client"

/** A subscription with all that decides what it opens, as the mirror has it. */
export type Subscribed = {
  id: string
  customerId: string | null
  state: AccessState
  items: { id: string; stripeProductId: string; groups: string[] }[]
}

/** One subscription with all that decides what it opens, or null. */
export async function findSubscribed(id: string): Promise<Subscribed | null> {
  return (await listSubscribed({ id }, 1))[0] ?? null
}

/** Subscriptions in the order of their ids, `after` one, with all that decides what they open. */
export async function listSubscribedAfter(after: string, limit: number): Promise<Subscribed[]> {
  return listSubscribed({ id: { gt: after } }, limit)
}

/** All subscriptions of a customer, with all that decides what they open. */
export async function listSubscribedBy(customerId: string): Promise<Subscribed[]> {
  return listSubscribed({ customerId }, 1_000)
}

async function listSubscribed(
  where: Prisma.SubscriptionWhereInput,
  limit: number,
): Promise<Subscribed[]> {
  const rows = await db().subscription.findMany({
    where,
    orderBy: { id: "asc" },
    take: limit,
    include: {
      items: { where: { removedAt: null }, orderBy: { id: "asc" } },
      customer: { select: { erasedAt: true } },
    },
  })
  const productIds = rows.flatMap((row) => row.items.map((item) => item.stripeProductId))
  const products = await db().stripeProduct.findMany({
    where: { id: { in: productIds } },
    select: { id: true, groups: true },
  })
  const groups = new Map(products.map((product) => [product.id, product.groups]))
  const paid = await listPaidPeriods(rows.map((row) => row.stripeSubscriptionId))
  return rows.map((row) => {
    const starts = row.items.map((item) => item.periodStartsAt.getTime())
    const ends = row.items.flatMap((item) => item.periodEndsAt?.getTime() ?? [])
    const periodEndsAt = ends.length > 0 ? new Date(Math.max(...ends)) : null
    // Nothing is open to who was erased, whatever Stripe tells of it later.
    const erasedAt = row.customer?.erasedAt ?? null
    return {
      id: row.id,
      customerId: row.customerId,
      state: {
        ...row,
        isCollectionPaused: row.pauseCollection !== null,
        isVoid: row.cancelledBecause !== null,
        periodStartsAt: starts.length > 0 ? new Date(Math.max(...starts)) : row.startedAt,
        endedAt: earlier(row.endedAt, erasedAt),
        periodEndsAt: row.isRecurring ? periodEndsAt : earlier(periodEndsAt, erasedAt),
        paid: paid.get(row.stripeSubscriptionId) ?? [],
      },
      // A product of which the shop has no copy opens nothing.
      items: row.items.map(({ id, stripeProductId }) => ({
        id,
        stripeProductId,
        groups: groups.get(stripeProductId) ?? [],
      })),
    }
  })
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a < b ? a : b
}

async function listPaidPeriods(stripeIds: string[]): Promise<Map<string, PaidPeriod[]>> {
  const invoices = await db().invoice.findMany({
    where: { stripeSubscriptionId: { in: stripeIds }, status: "paid", periodEndsAt: { not: null } },
    select: {
      stripeSubscriptionId: true,
      amountPaid: true,
      periodStartsAt: true,
      periodEndsAt: true,
      createdAt: true,
      refunds: { select: { amount: true, status: true } },
      disputes: { select: { status: true } },
    },
  })
  const periods = new Map<string, PaidPeriod[]>()
  for (const one of invoices) {
    if (!one.stripeSubscriptionId || !one.periodEndsAt) continue
    const known = periods.get(one.stripeSubscriptionId) ?? []
    periods.set(one.stripeSubscriptionId, known)
    known.push({
      startsAt: one.periodStartsAt ?? one.createdAt,
      endsAt: one.periodEndsAt,
      isFree: one.amountPaid === 0,
      closed: invoiceRevocation(one.amountPaid, one.refunds, one.disputes),
    })
  }
  return periods
}

/**
 * Makes a subscription's entitlements what they are to be: rows are written or changed, and what it
 * opens no more is revoked; none is deleted, for downloads name them. Whether anything changed.
 */
export async function saveEntitlements(
  subscriptionId: string,
  customerId: string,
  wanted: PlanEntitlement[],
  now: Date,
): Promise<boolean> {
  const rows = wanted.map((one) => ({ id: newId(), ...one }))
  const changed = await db().$executeRaw`
    INSERT INTO "Entitlement" AS held ("id", "customerId", "subscriptionItemId", "groupName", "source",
      "startsAt", "endsAt", "trialUntil", "graceFrom", "pausedFrom", "revokedAt", "revokedReason")
    SELECT "id", ${customerId}::uuid, "subscriptionItemId", "groupName", 'subscription', "startsAt",
      "endsAt", "trialUntil", "graceFrom", "pausedFrom", "revokedAt", "revokedReason"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS wanted (
      "id" uuid, "subscriptionItemId" uuid, "groupName" text, "startsAt" timestamptz,
      "endsAt" timestamptz, "trialUntil" timestamptz, "graceFrom" timestamptz,
      "pausedFrom" timestamptz, "revokedAt" timestamptz, "revokedReason" "RevokedReason")
    ON CONFLICT ("subscriptionItemId", "groupName") DO UPDATE SET
      "customerId" = excluded."customerId", "startsAt" = excluded."startsAt",
      "endsAt" = excluded."endsAt", "trialUntil" = excluded."trialUntil",
      "graceFrom" = excluded."graceFrom", "pausedFrom" = excluded."pausedFrom",
      "revokedAt" = excluded."revokedAt", "revokedReason" = excluded."revokedReason"
    WHERE (held."customerId", held."startsAt", held."endsAt", held."trialUntil", held."graceFrom",
           held."pausedFrom", held."revokedAt", held."revokedReason")
      IS DISTINCT FROM
          (excluded."customerId", excluded."startsAt", excluded."endsAt", excluded."trialUntil",
           excluded."graceFrom", excluded."pausedFrom", excluded."revokedAt",
           excluded."revokedReason")`
  const keys = wanted.map((one) => `${one.subscriptionItemId}/${one.groupName}`)
  const revoked = await db().$executeRaw`
    UPDATE "Entitlement" SET "revokedAt" = ${now}, "revokedReason" = 'replaced'
    WHERE "subscriptionItemId" IN (
        SELECT "id" FROM "SubscriptionItem" WHERE "subscriptionId" = ${subscriptionId}::uuid)
      AND "subscriptionItemId"::text || '/' || "groupName" <> ALL(${keys}::text[])
      AND "revokedReason" IS DISTINCT FROM 'replaced'`
  return changed + revoked > 0
}

/** The entitlements that these subscriptions have, as `entitlementsOf` would write them. */
export async function listPlanEntitlements(
  subscriptionIds: string[],
): Promise<Map<string, PlanEntitlement[]>> {
  const rows = await db().entitlement.findMany({
    where: {
      subscriptionItem: { subscriptionId: { in: subscriptionIds } },
      OR: [{ revokedReason: null }, { revokedReason: { not: "replaced" } }],
    },
    select: {
      subscriptionItemId: true,
      groupName: true,
      startsAt: true,
      endsAt: true,
      trialUntil: true,
      graceFrom: true,
      pausedFrom: true,
      revokedAt: true,
      revokedReason: true,
      subscriptionItem: { select: { subscriptionId: true } },
    },
  })
  const found = new Map<string, PlanEntitlement[]>()
  for (const { subscriptionItem, subscriptionItemId, groupName, revokedReason, ...times } of rows) {
    // Only what was bought is ever taken back.
    const isOther = revokedReason === "replaced" || revokedReason === "taken_back"
    if (!subscriptionItem || !subscriptionItemId || !groupName || isOther) continue
    const known = found.get(subscriptionItem.subscriptionId) ?? []
    found.set(subscriptionItem.subscriptionId, known)
    known.push({ ...times, subscriptionItemId, groupName, revokedReason })
  }
  return found
}
