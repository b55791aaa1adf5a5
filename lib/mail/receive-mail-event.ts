import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { describeError, log } from "@/lib/log"
import { MAIL_TAG } from "@/lib/mail/render-mail"
import { lockToldMail, recordDelivery } from "@/lib/mail/store/deliveries"
import { saveOptOut, saveOptOutOf } from "@/lib/mail/store/opt-outs"
import {
  type MailEvent,
  type MailSignature,
  mailSignatureFault,
  readMailEvent,
} from "@/lib/resend/verify-event"
import { isId } from "@/lib/tokens"

/** "refused": not from Resend, or no event; nothing was written. "ignored": nothing of ours. */
export type MailOutcome = "applied" | "duplicate" | "ignored" | "refused"

/**
 * Takes a webhook of Resend's, its raw body and its signature, and keeps on the mail's row what became of
 * it. Events may come twice, late, and in any order. Who calls a mail of ours spam gets no more mails about
 * new versions, unless they ask for them again. Throws when the event is good but could not be applied,
 * so that Resend sends it again.
 */
export async function receiveMailEvent(
  body: string,
  signature: MailSignature,
): Promise<MailOutcome> {
  const fault = mailSignatureFault(body, signature, now())
  if (fault) {
    log.warn({ fault }, "mail webhook refused")
    return "refused"
  }
  const event = parse(body)
  if (event === undefined) return "refused"
  const outcome = event ? await apply(event) : "ignored"
  log.info({ event: signature.id, type: event?.type ?? "other", outcome }, "mail webhook")
  return outcome
}

async function apply(event: MailEvent): Promise<MailOutcome> {
  const tag = event.tags[MAIL_TAG]
  return transaction(async () => {
    const mail = await lockToldMail(event, tag && isId(tag) ? tag : null)
    // One account at Resend may serve several sites.
    if (!mail) return "ignored"
    await recordDelivery(mail.id, event)
    // Only when it is news: an event that comes again must not undo a change of mind.
    if (mail.isNews && event.type === "complained")
      await (mail.customerId
        ? saveOptOut(mail.customerId, "complained")
        : saveOptOutOf(mail.recipient, "complained"))
    return mail.isNews ? "applied" : "duplicate"
  })
}

function parse(body: string): MailEvent | null | undefined {
  try {
    return readMailEvent(body)
  } catch (error) {
    log.warn({ error: describeError(error) }, "mail webhook refused: not an event")
    return undefined
  }
}
