import { db } from "@/lib/db"
import type { MailSign } from "@/lib/setup/rules"

/** What tells how far a shop has come, without asking anybody but the database. */
export type SetupFacts = {
  /** When Stripe's newest event came; simulated ones are none. */
  heardAt: Date | null
  /** Seconds since a worker was last heard of; null: never. */
  workerSeconds: number | null
  /** A product that is for sale and has files, the owner's own first; null: none. */
  product: { slug: string; edition: string; title: string; isDemo: boolean } | null
  /** A product on the shelf whose files or price are missing; null: none. */
  unfinished: string | null
  /** Whether an order was ever paid at Stripe, in live or test mode, or at least simulated. */
  purchase: "paid" | "simulated" | "none"
}

/** How far the shop has come, in one round trip. */
export async function getSetupFacts(now: Date): Promise<SetupFacts> {
  const [facts] = await db().$queryRaw<SetupFacts[]>`
    WITH shelf AS (
      SELECT p."slug", p."title", p."isDemo", p."createdAt", e."slug" AS "edition",
        EXISTS (SELECT FROM "ReleaseFile" f JOIN "Release" r ON r."id" = f."releaseId"
          WHERE f."editionId" = e."id" AND r."withdrawnAt" IS NULL)
        AND EXISTS (SELECT FROM "Price" c WHERE c."editionId" = e."id" AND c."archivedAt" IS NULL
          AND c."amount" > 0) AS "isWhole"
      FROM "Product" p LEFT JOIN "Edition" e ON e."productId" = p."id" AND e."archivedAt" IS NULL
      WHERE p."publishedAt" <= ${now} AND p."archivedAt" IS NULL)
    SELECT
      (SELECT e."receivedAt" FROM "StripeEvent" e WHERE left(e."id", 14) <> 'evt_simulated_'
        ORDER BY e."receivedAt" DESC LIMIT 1) AS "heardAt",
      (SELECT extract(epoch FROM now() - s."value"::timestamptz)::float FROM "Setting" s
        WHERE s."name" = 'worker-seen') AS "workerSeconds",
      (SELECT json_build_object('slug', s."slug", 'edition', s."edition", 'title', s."title",
          'isDemo', s."isDemo")
        FROM shelf s WHERE s."isWhole" ORDER BY s."isDemo", s."createdAt" LIMIT 1) AS "product",
      (SELECT s."title" FROM shelf s WHERE NOT s."isWhole" AND NOT s."isDemo"
        ORDER BY s."createdAt" LIMIT 1) AS "unfinished",
      CASE
        WHEN EXISTS (SELECT FROM "Checkout" c WHERE c."status" = 'paid' AND c."amountTotal" > 0
          AND left(coalesce(c."stripeSessionId", ''), 18) <> 'cs_test_simulated_') THEN 'paid'
        WHEN EXISTS (SELECT FROM "Checkout" c WHERE c."status" = 'paid'
          AND left(c."stripeSessionId", 18) = 'cs_test_simulated_') THEN 'simulated'
        ELSE 'none' END AS "purchase"`
  if (!facts) throw new Error("The database gave no facts.")
  return facts
}

/** The newest test mail and to whom it went; null: there was none. */
export async function findTestMail(): Promise<(MailSign & { recipient: string }) | null> {
  return db().mail.findFirst({
    where: { kind: "alert", subject: { startsWith: "test-mail/" } },
    orderBy: { id: "desc" },
    select: {
      recipient: true,
      sentAt: true,
      bouncedAt: true,
      deliveredAt: true,
      lastError: true,
      deliveryNote: true,
    },
  })
}

/** When the last mail left the shop; null: none has. */
export async function findLastSent(): Promise<Date | null> {
  const { _max } = await db().mail.aggregate({ _max: { sentAt: true } })
  return _max.sentAt
}
