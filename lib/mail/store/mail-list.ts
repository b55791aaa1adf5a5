import { db } from "@/lib/db"
import type { MailKind } from "@/lib/mail/store/mails"

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
 * Mails, newest first, `limit` of them, those before the mail `after`; of one normalised address where that
 * is given. `next` is the mail to go on from, null at the end.
 */
export async function listMailPage(filter: {
  state: MailFilter
  recipient: string | null
  after: string | null
  limit: number
}): Promise<{ mails: MailRow[]; next: string | null }> {
  const rows = await db().mail.findMany({
    where: {
      ...(filter.recipient && { recipient: filter.recipient }),
      ...(filter.state === "pending" && { sentAt: null, cancelledAt: null }),
      ...(filter.state === "sent" && { sentAt: { not: null } }),
      ...(filter.state === "bounced" && {
        OR: [{ bouncedAt: { not: null } }, { complainedAt: { not: null } }],
      }),
    },
    // Ids grow with time (UUIDv7).
    orderBy: { id: "desc" },
    take: filter.limit + 1,
    ...(filter.after && { cursor: { id: filter.after }, skip: 1 }),
    select: {
      id: true,
      kind: true,
      recipient: true,
      createdAt: true,
      sentAt: true,
      cancelledAt: true,
      deliveredAt: true,
      delayedAt: true,
      bouncedAt: true,
      complainedAt: true,
      deliveryNote: true,
      attempts: true,
      lastError: true,
    },
  })
  const mails = rows.slice(0, filter.limit)
  return { mails, next: rows.length > filter.limit ? (mails.at(-1)?.id ?? null) : null }
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
