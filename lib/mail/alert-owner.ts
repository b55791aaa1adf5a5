import { env, supportEmail } from "@/lib/env"
import { recordMail } from "@/lib/mail/store/mails"

/**
 * Mails whoever runs the shop that a person has to look at something: all administrators of ADMIN_EMAILS,
 * else the address for questions. Once for each subject. In the transaction that makes it so.
 */
export async function alertOwner(subject: string, message: string): Promise<void> {
  const recipients = env().ADMIN_EMAILS.length > 0 ? env().ADMIN_EMAILS : [supportEmail()]
  for (const recipient of recipients)
    await recordMail({ kind: "alert", subject, recipient, payload: { message } })
}
