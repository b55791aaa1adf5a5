import { db } from "@/lib/db"

export type Reminder = {
  kind: "trial_ending" | "renewal_reminder"
  subscriptionId: string
  /** When the trial ends, or the charge comes. */
  dueAt: Date
  email: string
}

/**
 * Whom to remind of what: trials that end before `trialsUntil`, and charges of a year or longer that come
 * before `chargesUntil`, unless the subscription ends then, is paused, or its customer has been told.
 */
export async function listReminders(options: {
  now: Date
  trialsUntil: Date
  chargesUntil: Date
  stripeSubscriptionId?: string
}): Promise<Reminder[]> {
  const { now, trialsUntil, chargesUntil } = options
  const only = options.stripeSubscriptionId ?? null
  return db().$queryRaw<Reminder[]>`
    WITH due AS (
      SELECT s."id", s."customerId", s."cancelAt", 'trial_ending' AS "kind", s."trialEndsAt" AS "dueAt"
      FROM "Subscription" s
      WHERE s."status" = 'trialing' AND s."trialEndsAt" > ${now} AND s."trialEndsAt" <= ${trialsUntil}
        AND (${only}::text IS NULL OR s."stripeSubscriptionId" = ${only})
      UNION ALL
      SELECT s."id", s."customerId", s."cancelAt", 'renewal_reminder', i."periodEndsAt"
      FROM "Subscription" s
      JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
      JOIN "StripePrice" p ON p."id" = i."stripePriceId"
      WHERE s."status" = 'active' AND s."isRecurring" AND s."pauseCollection" IS NULL
        AND i."periodEndsAt" > ${now} AND i."periodEndsAt" <= ${chargesUntil}
        AND (p."periodUnit" = 'year' OR (p."periodUnit" = 'month' AND p."periodCount" >= 12))
        AND (${only}::text IS NULL OR s."stripeSubscriptionId" = ${only}))
    SELECT DISTINCT due."kind", due."id"::text AS "subscriptionId", due."dueAt", c."email"
    FROM due JOIN "Customer" c ON c."id" = due."customerId" AND c."email" IS NOT NULL
    WHERE (due."cancelAt" IS NULL OR due."cancelAt" > due."dueAt")
      AND NOT EXISTS (
        SELECT 1 FROM "Mail" m WHERE m."kind"::text = due."kind"
          AND m."subject" = due."id"::text || '/' ||
            to_char(due."dueAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    ORDER BY due."dueAt" LIMIT 1000`
}
