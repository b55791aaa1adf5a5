import { db } from "@/lib/db"
import type { mailState } from "@/lib/mail/rules/mail-state"
import { Prisma } from "@/prisma/client/client"

/** Seconds after which a receipt that was not sent is late. */
const LATE_SECONDS = 3600

/** A buyer whom no mail has reached, and who has opened nothing. Amount in minor units. */
export type Undelivered = {
  orderId: string
  customerId: string
  email: string
  titles: string[]
  amountTotal: number
  currency: string
  paidAt: Date
  /** The last receipt that did not arrive. */
  mail: Parameters<typeof mailState>[0] & {
    recipient: string
    createdAt: Date
    lastError: string | null
    deliveryNote: string | null
  }
}

/**
 * Who paid, has had no receipt (it came back, was called spam, or is unsent after an hour) and has never
 * opened anything of the order, while something of it is still open; the newest order first, `limit` of
 * them, those before the order `after`. One statement: it starts from the few receipts in trouble
 * (`Mail_receiptTrouble_idx`).
 */
export async function listUndelivered(filter: {
  now: Date
  after: string | null
  limit: number
}): Promise<{ undelivered: Undelivered[]; next: string | null }> {
  const { now, after, limit } = filter
  const late = new Date(now.getTime() - LATE_SECONDS * 1000)
  const rows = await db().$queryRaw<Undelivered[]>`
    WITH troubled AS (
      SELECT DISTINCT ON (split_part(m."subject", '/', 1))
        split_part(m."subject", '/', 1) AS "orderId", m."id"
      FROM "Mail" m
      WHERE m."kind" = 'receipt'
        AND (m."sentAt" IS NULL OR m."bouncedAt" IS NOT NULL OR m."complainedAt" IS NOT NULL)
        AND m."cancelledAt" IS NULL AND ${hasFailed(late)}
      ORDER BY split_part(m."subject", '/', 1), m."id" DESC)
    SELECT c."id"::text AS "orderId", u."id"::text AS "customerId", u."email", c."amountTotal",
      c."currency", c."paidAt",
      ARRAY(SELECT l."productTitle" || ' · ' || l."editionTitle" FROM "CheckoutLine" l
        WHERE l."checkoutId" = c."id" ORDER BY l."position") AS "titles",
      to_jsonb(m) AS "mail"
    FROM troubled t
    JOIN "Checkout" c ON c."id" = t."orderId"::uuid
    JOIN "Customer" u ON u."id" = c."customerId"
    JOIN "Mail" m ON m."id" = t."id"
    WHERE c."status" = 'paid' AND c."amountTotal" > 0 AND c."erasedAt" IS NULL
      AND u."email" IS NOT NULL AND c."paidAt" IS NOT NULL
      -- As the index "Mail_receiptOrder_idx" has it: another one is on its way, or has arrived.
      AND NOT EXISTS (SELECT 1 FROM "Mail" other
        WHERE other."kind" = 'receipt' AND split_part(other."subject", '/', 1) = t."orderId"
          AND other."cancelledAt" IS NULL AND NOT (${hasFailed(late, "other")}))
      AND NOT EXISTS (SELECT 1 FROM "CheckoutLine" l JOIN "Purchase" p ON p."lineId" = l."id"
        WHERE l."checkoutId" = c."id" AND p."openedAt" IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "CheckoutLine" l JOIN "Purchase" p ON p."lineId" = l."id"
        JOIN "Entitlement" e ON e."purchaseId" = p."id"
        WHERE l."checkoutId" = c."id" AND e."revokedAt" IS NULL)
      ${after ? Prisma.sql`AND c."id" < ${after}::uuid` : Prisma.empty}
    ORDER BY c."id" DESC LIMIT ${limit + 1}`
  const undelivered = rows.slice(0, limit).map(withTimes)
  const next = rows.length > limit ? (undelivered.at(-1)?.orderId ?? null) : null
  return { undelivered, next }
}

// As `mailState` decides it: a mail that bounced and was taken after all has arrived.
function hasFailed(late: Date, alias: "m" | "other" = "m"): Prisma.Sql {
  const m = Prisma.raw(`"${alias}"`)
  return Prisma.sql`(${m}."complainedAt" IS NOT NULL
    OR (${m}."bouncedAt" IS NOT NULL
      AND (${m}."deliveredAt" IS NULL OR ${m}."bouncedAt" >= ${m}."deliveredAt"))
    OR (${m}."sentAt" IS NULL AND ${m}."createdAt" < ${late}))`
}

const times = [
  "createdAt",
  "sentAt",
  "cancelledAt",
  "deliveredAt",
  "delayedAt",
  "bouncedAt",
  "complainedAt",
] as const

// JSON has no times.
function withTimes(row: Undelivered): Undelivered {
  const read = times.map((name) => [name, row.mail[name] && new Date(row.mail[name])])
  return { ...row, mail: { ...row.mail, ...Object.fromEntries(read) } }
}
