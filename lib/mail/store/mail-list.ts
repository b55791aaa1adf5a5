import { db } from "@/lib/db"
import type { MailKind } from "@/lib/mail/store/mails"
import { Prisma } from "@/prisma/client/client"

export const mailFilters = ["all", "pending", "sent", "bounced"] as const
/** Which mails: those that wait or failed, those that were sent, those that came back, or all. */
export type MailFilter = (typeof mailFilters)[number]

/** A mail as the shop's owner sees it. */
export type MailRow = {
  id: string
  kind: MailKind
  recipient: string
  createdAt: Date
  sentAt: Date | null
  cancelledAt: Date | null
  deliveredAt: Date | null
  delayedAt: Date | null
  bouncedAt: Date | null
  complainedAt: Date | null
  /** What the mail server said. */
  deliveryNote: string | null
  attempts: number
  lastError: string | null
}

/**
 * Mails, `limit` of them, in the order of their making: those that come after the mail `after`, of one
 * normalised address where that is given, however it was spelled. `next` is the mail to go on from, null at
 * the end.
 */
export async function listMails(filter: {
  state: MailFilter
  recipient: string | null
  after: string | null
  limit: number
  order: "newest first" | "oldest first"
}): Promise<{ mails: MailRow[]; next: string | null }> {
  const { recipient, after, limit } = filter
  const isNewestFirst = filter.order === "newest first"
  const beyond = isNewestFirst ? Prisma.sql`<` : Prisma.sql`>`
  const conditions = [
    states[filter.state],
    // As the index "Mail_recipient_idx" has it.
    ...(recipient ? [Prisma.sql`lower(btrim(m."recipient")) = ${recipient}`] : []),
    // Ids grow with time (UUIDv7).
    ...(after ? [Prisma.sql`m."id" ${beyond} ${after}::uuid`] : []),
  ]
  const rows = await db().$queryRaw<MailRow[]>`
    SELECT m."id"::text, m."kind"::text, m."recipient", m."createdAt", m."sentAt", m."cancelledAt",
      m."deliveredAt", m."delayedAt", m."bouncedAt", m."complainedAt", m."deliveryNote",
      m."attempts", m."lastError"
    FROM "Mail" m WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY m."id" ${isNewestFirst ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${limit + 1}`
  const mails = rows.slice(0, limit)
  return { mails, next: rows.length > limit ? (mails.at(-1)?.id ?? null) : null }
}

const states: Record<MailFilter, Prisma.Sql> = {
  all: Prisma.sql`true`,
  pending: Prisma.sql`m."sentAt" IS NULL AND m."cancelledAt" IS NULL`,
  sent: Prisma.sql`m."sentAt" IS NOT NULL`,
  bounced: Prisma.sql`(m."bouncedAt" IS NOT NULL OR m."complainedAt" IS NOT NULL)`,
}

/** How many mails wait, and how many of them have failed at least once. */
export async function countMails(): Promise<{ pending: number; failing: number }> {
  const waits = { sentAt: null, cancelledAt: null }
  const [pending, failing] = await Promise.all([
    db().mail.count({ where: waits }),
    db().mail.count({ where: { ...waits, attempts: { gt: 0 } } }),
  ])
  return { pending, failing }
}
