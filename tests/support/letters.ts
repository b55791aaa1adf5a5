import { expect } from "vitest"
import { db, transaction } from "@/lib/db"
import { sendMail } from "@/lib/mail/send-mail"
import { type MailKind, recordMail } from "@/lib/mail/store/mails"
import { mailbox } from "@/tests/support/mailbox"

/** The page to which letters about a subscription lead. */
export const subscriptionPage = "http://localhost:3000/account/subscription"

const start = Math.floor(Date.now() / 1000) * 1000

/** So many days from now, to the second; the same throughout a file's tests. */
export function daysFromNow(count: number): Date {
  return new Date(start + count * 86_400_000)
}

/** A day as letters write it. */
export function asDay(at: Date): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(at)
}

/** Sends mails, and reads them in the sandbox's mailbox. */
export function lettersOf(sandbox: { url: string }) {
  /** The text of a mail that is sent now, in one line; null: nothing is sent, now or ever. */
  async function read(kind: MailKind, subject: string, email: string): Promise<string | null> {
    await transaction(() => recordMail({ kind, subject, recipient: email }))
    const { id } = await db().mail.findFirstOrThrow({ where: { kind, subject } })
    const outcome = await sendMail(id)
    const found = await mailbox(sandbox.url, email)
    const letter = found.find((one) => one.idempotencyKey === `mail/${id}`)
    const { cancelledAt, sentAt } = await db().mail.findUniqueOrThrow({ where: { id } })
    expect([outcome, sentAt !== null, cancelledAt !== null]).toEqual(
      letter ? ["sent", true, false] : ["cancelled", false, true],
    )
    if (!letter) return null
    for (const body of [letter.html, letter.text]) {
      expect(body).toContain("support@kiosk.test")
      expect(body).not.toMatch(/undefined|\[object Object\]|NaN|null|Invalid/)
    }
    return letter.text.replace(/\s+/g, " ")
  }
  /** The same of one that must be sent. */
  async function says(kind: MailKind, subject: string, email: string): Promise<string> {
    const text = await read(kind, subject, email)
    expect(text, kind).not.toBeNull()
    return text ?? ""
  }
  return { read, says }
}
