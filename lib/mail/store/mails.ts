import { db } from "@/lib/db"
import { enqueue } from "@/lib/queue"
import { newId } from "@/lib/tokens"
import type { Prisma } from "@/prisma/client/client"

export type MailKind =
  | "receipt"
  | "links"
  | "payment_failed"
  | "alert"
  | "sign_in"
  | "change_email"
  | "email_changed"
  | "subscription_started"
  | "invoice_paid"
  | "payment_retry"
  | "action_required"
  | "cancellation_scheduled"
  | "subscription_ended"
  | "subscription_refused"
  | "trial_ending"
  | "renewal_reminder"
  | "release"
  | "withdrawal"
  | "access_granted"

export type MailToSend = {
  id: string
  kind: MailKind
  subject: string
  recipient: string
  payload: Prisma.JsonValue
  createdAt: Date
  sentAt: Date | null
  cancelledAt: Date | null
}

/**
 * Notes that somebody must hear of something, and queues the sending, both in the transaction that
 * this call runs in. The same (kind, subject, recipient) twice is one mail.
 */
export async function recordMail(mail: {
  kind: MailKind
  subject: string
  recipient: string
  payload?: Prisma.InputJsonObject
}): Promise<void> {
  const id = newId()
  const { count } = await db().mail.createMany({
    data: [{ id, ...mail, payload: mail.payload ?? {} }],
    skipDuplicates: true,
  })
  if (count > 0) await enqueue("send-mail", { mailId: id })
}

/** Whether there is a mail of this kind about this subject, to whatever address. */
export async function hasMail(kind: MailKind, subject: string): Promise<boolean> {
  const found = await db().mail.findFirst({ where: { kind, subject }, select: { id: true } })
  return found !== null
}

/** A mail by its id. Throws when there is none. */
export async function getMail(id: string): Promise<MailToSend> {
  return db().mail.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      kind: true,
      subject: true,
      recipient: true,
      payload: true,
      createdAt: true,
      sentAt: true,
      cancelledAt: true,
    },
  })
}

/** Notes that a mail was taken by the vendor. */
export async function recordMailSent(id: string, resendId: string, now: Date): Promise<void> {
  await db().mail.update({
    where: { id },
    data: { sentAt: now, resendId, lastError: null, attempts: { increment: 1 } },
  })
}

/** Notes that a mail is not to be sent any more: what it would say has passed. */
export async function recordMailCancelled(id: string, now: Date): Promise<void> {
  await db().mail.update({ where: { id }, data: { cancelledAt: now, lastError: null } })
}

/** Notes that receipts of an order that were not sent yet are not to be: it is somebody else's now. */
export async function recordReceiptsVoid(checkoutId: string, now: Date): Promise<void> {
  // As the index "Mail_receiptOrder_idx" has it.
  await db().$executeRaw`
    UPDATE "Mail" SET "cancelledAt" = ${now}, "lastError" = NULL
    WHERE "kind" = 'receipt' AND split_part("subject", '/', 1) = ${checkoutId}
      AND "sentAt" IS NULL AND "cancelledAt" IS NULL`
}

/** Notes why a mail could not be sent this time. */
export async function recordMailFailure(id: string, reason: string): Promise<void> {
  await db().mail.update({
    where: { id },
    data: { lastError: reason.slice(0, 500), attempts: { increment: 1 } },
  })
}

/** Queues anew the unsent mails whose job has given up; how many those were. Batches have jobs of their own. */
export async function requeueLostMails(): Promise<number> {
  const lost = await db().$queryRaw<{ id: string }[]>`
    SELECT m."id"::text FROM "Mail" m
    WHERE m."sentAt" IS NULL AND m."cancelledAt" IS NULL AND m."batchId" IS NULL
      AND m."createdAt" < now() - interval '10 minutes'
      AND NOT EXISTS (
        SELECT 1 FROM graphile_worker._private_jobs j
        WHERE j.payload->>'mailId' = m."id"::text AND j.attempts < j.max_attempts)
    ORDER BY m."createdAt" LIMIT 1000`
  for (const { id } of lost) await enqueue("send-mail", { mailId: id })
  return lost.length
}
