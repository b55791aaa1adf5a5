import { db } from "@/lib/db"
import type { OptOutReason } from "@/prisma/client/client"

/** The reader of a mail, and whether they want no mails about new versions; null: forgotten, or no such mail. */
export async function findReader(
  mailId: string,
): Promise<{ customerId: string; email: string; hasOptedOut: boolean } | null> {
  const mail = await db().mail.findUnique({
    where: { id: mailId },
    select: { customer: { select: { id: true, email: true, mailOptOut: true } } },
  })
  const reader = mail?.customer
  if (!reader?.email) return null
  const { id, email, mailOptOut } = reader
  return { customerId: id, email, hasOptedOut: mailOptOut !== null }
}

/** Notes that a customer wants no mails about new versions. Again, it changes nothing. */
export async function saveOptOut(customerId: string, reason: OptOutReason): Promise<void> {
  await db().mailOptOut.createMany({ data: [{ customerId, reason }], skipDuplicates: true })
}

/** The same of whoever has this address now, if anybody. */
export async function saveOptOutOf(recipient: string, reason: OptOutReason): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "MailOptOut" ("customerId", "reason")
    SELECT "id", ${reason}::"OptOutReason" FROM "Customer" WHERE "email" = lower(btrim(${recipient}))
    ON CONFLICT ("customerId") DO NOTHING`
}

/** Takes that back. */
export async function deleteOptOut(customerId: string): Promise<void> {
  await db().mailOptOut.deleteMany({ where: { customerId } })
}
