import { hasMail, type MailKind, recordMail } from "@/lib/mail/store/mails"

/**
 * Records a mail unless its subject has been told of before, to whatever address: states are told again
 * and again, and addresses change. Must run where what it is about takes turns (`lockSubscription`).
 */
export async function tellOnce(mail: {
  kind: MailKind
  subject: string
  recipient: string
}): Promise<void> {
  if (!(await hasMail(mail.kind, mail.subject))) await recordMail(mail)
}
