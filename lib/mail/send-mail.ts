import { now } from "@/lib/clock"
import { messageOf } from "@/lib/errors"
import { withoutSecrets } from "@/lib/log"
import { renderMail } from "@/lib/mail/render-mail"
import { getMail, recordMailFailure, recordMailSent } from "@/lib/mail/store/mails"
import { sendLetter } from "@/lib/resend/send"

/**
 * Sends a mail, once: one that was sent is left alone, and Resend knows the mail's own id as the
 * idempotency key, so that a lost answer sends nothing twice. Throws when it could not be sent; the
 * row says why, and the queue tries again. One whose recipient was erased is not sent.
 */
export async function sendMail(mailId: string): Promise<"sent" | "already-sent" | "cancelled"> {
  const mail = await getMail(mailId)
  if (mail.cancelledAt) return "cancelled"
  if (mail.sentAt) return "already-sent"
  try {
    const resendId = await sendLetter(await renderMail(mail), `mail/${mail.id}`)
    await recordMailSent(mail.id, resendId, now())
    return "sent"
  } catch (error) {
    await recordMailFailure(mail.id, withoutSecrets(messageOf(error)))
    throw error
  }
}
