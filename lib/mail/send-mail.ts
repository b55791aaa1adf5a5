import { now } from "@/lib/clock"
import { messageOf } from "@/lib/errors"
import { withoutSecrets } from "@/lib/log"
import { renderMail } from "@/lib/mail/render-mail"
import {
  getMail,
  recordMailCancelled,
  recordMailFailure,
  recordMailSent,
} from "@/lib/mail/store/mails"
import { sendLetter } from "@/lib/resend/send"

/**
 * Sends a mail, once: one that was sent is left alone, and Resend knows the mail's own id as the
 * idempotency key, so that a lost answer sends nothing twice. Throws when it could not be sent; the
 * row says why, and the queue tries again. One whose recipient was erased is not sent, nor one whose
 * cause has passed meanwhile: a letter says nothing that is not true any more.
 */
export async function sendMail(mailId: string): Promise<"sent" | "already-sent" | "cancelled"> {
  const mail = await getMail(mailId)
  if (mail.cancelledAt) return "cancelled"
  if (mail.sentAt) return "already-sent"
  try {
    const letter = await renderMail(mail)
    if (!letter) {
      await recordMailCancelled(mail.id, now())
      return "cancelled"
    }
    const resendId = await sendLetter(letter, `mail/${mail.id}`)
    await recordMailSent(mail.id, resendId, now())
    return "sent"
  } catch (error) {
    await recordMailFailure(mail.id, withoutSecrets(messageOf(error)))
    throw error
  }
}
