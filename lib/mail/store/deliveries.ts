import { db } from "@/lib/db"
import type { MailEvent } from "@/lib/resend/verify-event"

/** A mail that an event is about, and whether it was the first to say so. */
export type ToldMail = { id: string; customerId: string | null; recipient: string; isNews: boolean }

const columns = {
  delivered: "deliveredAt",
  delayed: "delayedAt",
  bounced: "bouncedAt",
  complained: "complainedAt",
} as const

/**
 * The mail that an event is about, its row locked; null: none of this shop's. Found by the tag that it was
 * sent with, which is known before the vendor's id is noted here, else by that id.
 */
export async function lockToldMail(
  event: Pick<MailEvent, "type" | "resendId">,
  mailId: string | null,
): Promise<ToldMail | null> {
  const [row] = await db().$queryRaw<Told[]>`
    SELECT "id"::text, "customerId"::text, "recipient",
           "deliveredAt", "delayedAt", "bouncedAt", "complainedAt", "sentAt"
    FROM "Mail" WHERE "id" = ${mailId}::uuid OR "resendId" = ${event.resendId}
    ORDER BY "id" = ${mailId}::uuid DESC NULLS LAST LIMIT 1 FOR NO KEY UPDATE`
  if (!row) return null
  const { id, customerId, recipient } = row
  const before = event.type === "sent" ? row.sentAt : row[columns[event.type]]
  return { id, customerId, recipient, isNews: before === null }
}

type Told = {
  id: string
  customerId: string | null
  recipient: string
  sentAt: Date | null
} & Record<(typeof columns)[keyof typeof columns], Date | null>

/**
 * Keeps on a mail what became of it. Each fact has a place of its own and its first time wins, so that
 * events may come twice and in any order. What was told of was sent, though the answer may have been lost.
 */
export async function recordDelivery(id: string, event: MailEvent): Promise<void> {
  const at = (type: MailEvent["type"]) => (event.type === type ? event.at : null)
  const note = event.type === "bounced" || event.type === "delayed" ? event.note : null
  await db().$executeRaw`
    UPDATE "Mail" SET
      "deliveredAt" = least("deliveredAt", ${at("delivered")}::timestamptz),
      "delayedAt" = least("delayedAt", ${at("delayed")}::timestamptz),
      "bouncedAt" = least("bouncedAt", ${at("bounced")}::timestamptz),
      "complainedAt" = least("complainedAt", ${at("complained")}::timestamptz),
      "isBounceFinal" = "isBounceFinal" OR ${event.isFinal},
      "deliveryNote" = CASE WHEN ${event.type === "bounced"} OR "bouncedAt" IS NULL
        THEN coalesce(${note?.slice(0, 500) ?? null}, "deliveryNote") ELSE "deliveryNote" END,
      "sentAt" = coalesce("sentAt", ${event.at}),
      "resendId" = CASE WHEN "resendId" IS NULL AND NOT EXISTS (
          SELECT 1 FROM "Mail" other WHERE other."resendId" = ${event.resendId})
        THEN ${event.resendId} ELSE "resendId" END
    WHERE "id" = ${id}::uuid`
}
