import { heldStatuses, moneyBackStatuses } from "@/lib/purchases/rules"
import type { Asked } from "@/lib/reports/rules/metric"
import { Prisma } from "@/prisma/client/client"

// What several metrics read, written once.

/** The span and its periods as rows: "n" (0: the whole), "since", "until". */
export function spansOf({ since, until, starts }: Asked): Prisma.Sql {
  const sinces = [since, ...starts].map((at) => at.toISOString())
  const untils = [until, ...starts.slice(1), until].map((at) => at.toISOString())
  return Prisma.sql`
    SELECT (s."n" - 1)::int AS "n", s."since", s."until"
    FROM unnest(${sinces}::timestamptz[], ${untils}::timestamptz[]) WITH ORDINALITY
      AS s("since", "until", "n")`
}

/** The number of the period, from 1, that a moment within the span lies in. */
export function periodOf(at: Prisma.Sql, { starts }: Asked): Prisma.Sql {
  const edges = starts.map((start) => start.toISOString())
  return Prisma.sql`width_bucket(${at}, ${edges}::timestamptz[])`
}

/** Whether a moment lies in the span. */
export function isWithin(at: Prisma.Sql, { since, until }: Asked): Prisma.Sql {
  return Prisma.sql`(${at} >= ${since} AND ${at} < ${until})`
}

/** A moment as text, as JSON writes it: "2026-11-26T09:30:00.000Z". */
export function isoOf(at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** Payments that came in the span: "currency", "amount", "tax", "country", "at". */
export function completedPayments(asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT c."currency", c."amountTotal" AS "amount", c."amountTax" AS "tax", c."country", c."paidAt" AS "at"
    FROM "Checkout" c
    WHERE c."status" = 'paid' AND c."amountTotal" > 0 AND ${isWithin(Prisma.sql`c."paidAt"`, asked)}
    UNION ALL
    SELECT i."currency", i."amountPaid", i."amountTax", NULL, i."paidAt"
    FROM "Invoice" i
    WHERE i."status" = 'paid' AND i."amountPaid" > 0 AND ${isWithin(Prisma.sql`i."paidAt"`, asked)}`
}

/** What was asked for in the span and is not paid: "status", "currency", "amount", "at". */
export function incompletePayments(asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT c."status"::text, c."currency", c."amountTotal" AS "amount", c."createdAt" AS "at"
    FROM "Checkout" c
    WHERE c."status" IN ('open', 'processing', 'expired', 'failed', 'withheld') AND c."amountTotal" > 0 AND ${isWithin(Prisma.sql`c."createdAt"`, asked)}
    UNION ALL
    SELECT i."status"::text, i."currency", i."amountDue", i."createdAt"
    FROM "Invoice" i
    WHERE i."status" IN ('draft', 'open', 'uncollectible', 'void') AND i."amountDue" > 0 AND ${isWithin(Prisma.sql`i."createdAt"`, asked)}`
}

/** Refunds that were made in the span, also those under way: "id", …, "amount", "at". */
export function refunds(asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT r."id", r."checkoutId", r."invoiceId", r."lineId", r."currency", r."amount", r."createdAt" AS "at"
    FROM "Refund" r
    WHERE r."status"::text = ANY(${moneyBackStatuses}) AND ${isWithin(Prisma.sql`r."createdAt"`, asked)}`
}

/** Disputes that were opened in the span and are open or lost: as `refunds`. */
export function disputes(asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT d."id", d."checkoutId", d."invoiceId", NULL::uuid AS "lineId", d."currency", d."amount", d."createdAt" AS "at"
    FROM "Dispute" d
    WHERE d."status"::text = ANY(${heldStatuses}) AND ${isWithin(Prisma.sql`d."createdAt"`, asked)}`
}

/**
 * Subscriptions that began, with "endsAt" (null: it goes on). Without those whose first payment never came,
 * and those that the shop ended because they should never have begun. A plan that was bought once ends with
 * its time.
 */
export const subscriptions = Prisma.sql`
  SELECT s.*,
    coalesce(s."endedAt", s."cancelAt", CASE WHEN NOT s."isRecurring" THEN (
      SELECT max(i."periodEndsAt") FROM "SubscriptionItem" i WHERE i."subscriptionId" = s."id") END) AS "endsAt"
  FROM "Subscription" s
  WHERE s."status" NOT IN ('incomplete', 'incomplete_expired') AND s."cancelledBecause" IS NULL`
