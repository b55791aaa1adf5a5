import type { Pool } from "pg"
import type { Mail, MailEvent } from "@/lib/sandbox/mail/mail"
import type { Scope } from "@/lib/sandbox/scope"

export type StoredMail = Mail & { lastEvent: MailEvent }
type Row = { data: Mail; last_event: MailEvent }

/** Puts a mail into the mailbox. */
export async function insertMail(scope: Scope, mail: Mail, lastEvent: MailEvent): Promise<void> {
  await scope.db.query(
    "INSERT INTO mails (id, data, last_event, sent_at) VALUES ($1, $2, $3, $4)",
    [mail.id, JSON.stringify(mail), lastEvent, mail.sentAt],
  )
}

/** The mails, newest first; with `address` those that it receives as to, cc or bcc. */
export async function listMails(pool: Pool, address: string | null): Promise<StoredMail[]> {
  const wanted = address?.trim().toLowerCase() || null
  const { rows } = await pool.query<Row>(
    `SELECT data, last_event FROM mails
     WHERE $1::text IS NULL OR EXISTS (
       SELECT FROM jsonb_array_elements_text(
         data->'to' || coalesce(data->'cc', '[]') || coalesce(data->'bcc', '[]')) AS one
       WHERE lower(one) = $1 OR lower(one) LIKE '%<' || replace(replace($1, '_', '\\_'), '%', '\\%') || '>'
     )
     ORDER BY seq DESC LIMIT 500`,
    [wanted],
  )
  return rows.map(withEvent)
}

export async function findMail(pool: Pool, id: string): Promise<StoredMail | null> {
  const { rows } = await pool.query<Row>("SELECT data, last_event FROM mails WHERE id = $1", [id])
  const row = rows[0]
  return row ? withEvent(row) : null
}

function withEvent(row: Row): StoredMail {
  return { ...row.data, lastEvent: row.last_event }
}
