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
  /** Where none of the owner's own is for sale: one on the shelf whose files or price are missing; null: none. */
  unfinished: string | null
  /** How an order was ever paid: at Stripe in live mode, in test mode, or simulated at least. */
  purchase: "live" | "test" | "simulated" | "none"
}

/**
 * How far the shop has come, in one round trip. Each page of the administration asks it: the shelf is read only
 * up to the first product that is whole.
 */
export async function getSetupFacts(now: Date): Promise<SetupFacts> {
  const [facts] = await db().$queryRaw<SetupFacts[]>`
    WITH shelf AS NOT MATERIALIZED (
      SELECT p."id", p."slug", p."title", p."isDemo", e."slug" AS "edition", e."position",
        EXISTS (SELECT FROM "ReleaseFile" f JOIN "Release" r ON r."id" = f."releaseId"
          WHERE f."editionId" = e."id" AND r."withdrawnAt" IS NULL)
        AND EXISTS (SELECT FROM "Price" c WHERE c."editionId" = e."id" AND c."archivedAt" IS NULL
          AND c."amount" > 0) AS "isWhole"
      FROM "Product" p LEFT JOIN "Edition" e ON e."productId" = p."id" AND e."archivedAt" IS NULL
      WHERE p."publishedAt" <= ${now} AND p."archivedAt" IS NULL),
    whole AS NOT MATERIALIZED (
      SELECT s."id", s."position", s."isDemo", json_build_object('slug', s."slug", 'edition', s."edition",
        'title', s."title", 'isDemo', s."isDemo") AS "product"
      FROM shelf s WHERE s."isWhole"),
    own AS MATERIALIZED (
      SELECT w."product" FROM whole w WHERE NOT w."isDemo" ORDER BY w."id", w."position" LIMIT 1)
    SELECT
      (SELECT e."receivedAt" FROM "StripeEvent" e WHERE left(e."id", 14) <> 'evt_simulated_'
        ORDER BY e."receivedAt" DESC LIMIT 1) AS "heardAt",
      (SELECT extract(epoch FROM now() - s."value"::timestamptz)::float FROM "Setting" s
        WHERE s."name" = 'worker-seen') AS "workerSeconds",
      coalesce((SELECT "product" FROM own),
        (SELECT w."product" FROM whole w WHERE w."isDemo" ORDER BY w."id", w."position" LIMIT 1)) AS "product",
      CASE WHEN NOT EXISTS (SELECT FROM own) THEN
        (SELECT s."title" FROM shelf s WHERE NOT s."isWhole" AND NOT s."isDemo"
          ORDER BY s."id" LIMIT 1) END AS "unfinished",
      CASE
        WHEN EXISTS (SELECT FROM "Checkout" c WHERE c."status" = 'paid' AND c."amountTotal" > 0
          AND left(c."stripeSessionId", 8) = 'cs_live_') THEN 'live'
        WHEN EXISTS (SELECT FROM "Checkout" c WHERE c."status" = 'paid' AND c."amountTotal" > 0
          AND left(coalesce(c."stripeSessionId", ''), 18) <> 'cs_test_simulated_') THEN 'test'
        WHEN EXISTS (SELECT FROM "Checkout" c WHERE c."status" = 'paid'
          AND left(c."stripeSessionId", 18) = 'cs_test_simulated_') THEN 'simulated'
        ELSE 'none' END AS "purchase"`
  if (!facts) throw new Error("The database gave no facts.")
  return facts
}

/** What a purchase can be tried with: editions on the shelf, the owner's own first, fifty of them. */
export async function listTrialGoods(now: Date): Promise<{ slug: string; title: string }[]> {
  return db().$queryRaw`
    SELECT e."slug", p."title" || ' · ' || e."title" AS "title"
    FROM "Product" p JOIN "Edition" e ON e."productId" = p."id"
    WHERE p."publishedAt" <= ${now} AND p."archivedAt" IS NULL AND e."archivedAt" IS NULL
      AND EXISTS (SELECT FROM "Price" c WHERE c."editionId" = e."id" AND c."archivedAt" IS NULL
        AND c."amount" > 0)
    ORDER BY p."isDemo", p."createdAt", p."id", e."position" LIMIT 50`
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
