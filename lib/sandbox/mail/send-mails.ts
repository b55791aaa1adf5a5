import { createHash } from "node:crypto"
import { v4 as uuid } from "uuid"
import { recordDelivery } from "@/lib/sandbox/deliveries/record-delivery"
import {
  bareAddress,
  type Mail,
  type MailBody,
  type MailEvent,
  recipients,
} from "@/lib/sandbox/mail/mail"
import { insertMail } from "@/lib/sandbox/mail/store"
import type { Scope } from "@/lib/sandbox/scope"
import { randomLetters } from "@/lib/sandbox/stripe/ids"

export type Sent =
  | { outcome: "conflict"; name: "concurrent_idempotent_requests" | "invalid_idempotent_request" }
  | { outcome: "sent"; body: string }

export type MailRequest = {
  mails: MailBody[]
  path: string
  key: string | null
  /** What the mails' request answers, from their ids. */
  answer: (ids: string[]) => object
}

/**
 * Puts mails into the mailbox and reports what becomes of them. A key seen within 24 hours
 * answers as before and sends nothing; with another body it is a conflict.
 * Source: https://resend.com/docs/dashboard/emails/idempotency-keys
 */
export async function sendMails(scope: Scope, request: MailRequest): Promise<Sent> {
  const { key } = request
  if (key === null) return { outcome: "sent", body: await deliver(scope, request) }
  const { rows: locks } = await scope.db.query<{ held: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 25)) AS held",
    [key],
  )
  if (!locks[0]?.held) return { outcome: "conflict", name: "concurrent_idempotent_requests" }
  const fingerprint = createHash("sha256")
    .update(`${request.path}\n${JSON.stringify(request.mails)}`)
    .digest("hex")
  const { rows } = await scope.db.query<{ fingerprint: string; body: string }>(
    `SELECT fingerprint, body FROM mail_keys
     WHERE key = $1 AND created_at > to_timestamp($2) - interval '24 hours'`,
    [key, scope.now],
  )
  const known = rows[0]
  if (known) {
    return known.fingerprint === fingerprint
      ? { outcome: "sent", body: known.body }
      : { outcome: "conflict", name: "invalid_idempotent_request" }
  }
  const body = await deliver(scope, request)
  await scope.db.query(
    `INSERT INTO mail_keys (key, fingerprint, body, created_at)
     VALUES ($1, $2, $3, to_timestamp($4))
     ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, body = excluded.body,
       created_at = excluded.created_at`,
    [key, fingerprint, body, scope.now],
  )
  return { outcome: "sent", body }
}

async function deliver(scope: Scope, request: MailRequest): Promise<string> {
  const ids: string[] = []
  for (const body of request.mails) {
    const mail: Mail = {
      ...body,
      id: uuid(),
      sentAt: new Date(scope.now * 1000).toISOString(),
      idempotencyKey: request.key,
    }
    const events = fateOf(scope, body)
    await insertMail(scope, mail, events.at(-1) ?? "sent")
    for (const event of events) await report(scope, mail, event)
    ids.push(mail.id)
  }
  return JSON.stringify(request.answer(ids))
}

function fateOf(scope: Scope, mail: MailBody): MailEvent[] {
  const { mode, address } = scope.settings.mail
  const meant = !address || recipients(mail).includes(bareAddress(address))
  if (mode === "bounce" && meant) return ["sent", "bounced"]
  if (mode === "complain" && meant) return ["sent", "delivered", "complained"]
  return ["sent", "delivered"]
}

async function report(scope: Scope, mail: Mail, event: MailEvent): Promise<void> {
  const type = `email.${event}`
  const bounce = {
    message: "The address does not exist; the sandbox was told to let this mail bounce.",
    subType: "General",
    type: "Permanent",
  }
  const tags = Object.fromEntries((mail.tags ?? []).map((tag) => [tag.name, tag.value]))
  await recordDelivery(scope, {
    vendor: "resend",
    event: `msg_${randomLetters(27)}`,
    type,
    body: JSON.stringify({
      type,
      created_at: new Date(scope.now * 1000).toISOString(),
      data: {
        created_at: mail.sentAt,
        email_id: mail.id,
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        tags,
        ...(event === "bounced" ? { bounce } : {}),
      },
    }),
  })
}
