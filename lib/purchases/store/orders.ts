import { now, plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { type RevokedReason, revocationsOf } from "@/lib/purchases/rules"
import { settleRequest } from "@/lib/purchases/store/refund-requests"
import type { DisputeSnapshot, RefundSnapshot, Versioned } from "@/lib/stripe/snapshots"
import { newId } from "@/lib/tokens"

/** Locks an order for the rest of the transaction: refunds, disputes and fulfilment take turns. */
export async function lockOrder(checkoutId: string): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "Checkout" WHERE "id" = ${checkoutId}::uuid FOR UPDATE`
  return rows.length > 0
}

/**
 * One purchase and one entitlement for each line of a paid order; what is there already stays. A
 * rental is open from the payment on, for its edition's time.
 */
export async function recordPurchases(
  checkoutId: string,
  customerId: string,
  now: Date,
): Promise<void> {
  const lines = await db().checkoutLine.findMany({
    where: { checkoutId },
    select: { id: true, editionId: true, edition: { select: { downloadLimit: true } } },
  })
  await db().purchase.createMany({
    data: lines.map((line) => ({
      id: newId(),
      lineId: line.id,
      customerId,
      editionId: line.editionId,
      downloadsLeft: line.edition.downloadLimit,
      createdAt: now,
    })),
    skipDuplicates: true,
  })
  const purchases = await db().purchase.findMany({
    where: { lineId: { in: lines.map((line) => line.id) } },
    select: { id: true, editionId: true, edition: { select: { accessSeconds: true } } },
  })
  await db().entitlement.createMany({
    data: purchases.map(({ id: purchaseId, editionId, edition }) => ({
      id: newId(),
      customerId,
      editionId,
      purchaseId,
      source: "purchase" as const,
      startsAt: now,
      endsAt: edition.accessSeconds === null ? null : plusSeconds(now, edition.accessSeconds),
      createdAt: now,
    })),
    skipDuplicates: true,
  })
}

/** Revokes or restores an order's entitlements by what its refunds and disputes say now. */
export async function saveRevocations(checkoutId: string, now: Date): Promise<void> {
  const order = await db().checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: {
      lines: {
        select: {
          id: true,
          amountTotal: true,
          purchase: { select: { id: true, takenBackAt: true } },
        },
      },
      refunds: { select: { lineId: true, amount: true, status: true } },
      disputes: { select: { status: true } },
    },
  })
  const reasons = revocationsOf(order.lines, order.refunds, order.disputes)
  for (const line of order.lines)
    if (line.purchase) await saveRevocation(line.purchase.id, reasons.get(line.id) ?? null, now)
}

async function saveRevocation(
  purchaseId: string,
  reason: RevokedReason | null,
  now: Date,
): Promise<void> {
  await db().$executeRaw`
    UPDATE "Entitlement"
    SET "revokedReason" = ${reason}::"RevokedReason", "revokedAt" = ${reason ? now : null}::timestamptz
    WHERE "purchaseId" = ${purchaseId}::uuid
      AND "revokedReason" IS DISTINCT FROM ${reason}::"RevokedReason"`
}

/** The version that the shop's copy of a refund was built from, and its state; null: no copy. */
export async function findRefund(
  stripeRefundId: string,
): Promise<{ status: RefundSnapshot["status"]; amount: number; stripeVersionAt: Date } | null> {
  return db().refund.findUnique({
    where: { stripeRefundId },
    select: { status: true, amount: true, stripeVersionAt: true },
  })
}

/** What a payment was for: an order, or an invoice of a subscription. */
export type PaidFor = { checkoutId: string } | { invoiceId: string }

/** Writes the shop's copy of a refund. */
export async function saveRefund(
  paidFor: PaidFor,
  { snapshot, versionAt }: Versioned<RefundSnapshot>,
): Promise<void> {
  const values = { amount: snapshot.amount, status: snapshot.status, stripeVersionAt: versionAt }
  await db().refund.upsert({
    where: { stripeRefundId: snapshot.id },
    update: values,
    create: {
      id: newId(),
      stripeRefundId: snapshot.id,
      ...paidFor,
      lineId: "checkoutId" in paidFor ? await lineOf(paidFor.checkoutId, snapshot.lineId) : null,
      currency: snapshot.currency,
      createdAt: snapshot.createdAt,
      ...values,
    },
  })
  if (snapshot.requestId && uuid.test(snapshot.requestId))
    await settleRequest(snapshot.requestId, paidFor, snapshot.id, now())
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

// Metadata is typed by people: only a line of this very order counts.
async function lineOf(checkoutId: string, lineId: string | null): Promise<string | null> {
  if (!lineId || !uuid.test(lineId)) return null
  const line = await db().checkoutLine.findFirst({ where: { id: lineId, checkoutId } })
  return line?.id ?? null
}

/** The version that the shop's copy of a dispute was built from, and its state; null: no copy. */
export async function findDispute(
  stripeDisputeId: string,
): Promise<{ status: DisputeSnapshot["status"]; amount: number; stripeVersionAt: Date } | null> {
  return db().dispute.findUnique({
    where: { stripeDisputeId },
    select: { status: true, amount: true, stripeVersionAt: true },
  })
}

/** Writes the shop's copy of a dispute. */
export async function saveDispute(
  paidFor: PaidFor,
  { snapshot, versionAt }: Versioned<DisputeSnapshot>,
): Promise<void> {
  const { amount, status, evidenceDueAt } = snapshot
  const values = { amount, status, evidenceDueAt, stripeVersionAt: versionAt }
  await db().dispute.upsert({
    where: { stripeDisputeId: snapshot.id },
    update: values,
    create: {
      id: newId(),
      stripeDisputeId: snapshot.id,
      ...paidFor,
      currency: snapshot.currency,
      reason: snapshot.reason,
      createdAt: snapshot.createdAt,
      ...values,
    },
  })
}
