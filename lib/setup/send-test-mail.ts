import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { recordMail } from "@/lib/mail/store/mails"
import { newId } from "@/lib/tokens"

/** Mails the administrator `actor` a few words, by the way that every mail takes. */
export async function sendTestMail(actor: string): Promise<void> {
  const id = newId()
  await transaction(async () => {
    await recordMail({
      kind: "alert",
      subject: `test-mail/${id}`,
      recipient: actor,
      payload: {
        title: "Your shop’s mails arrive",
        message: `This is the test mail that was asked for at ${env().PUBLIC_URL}/admin/setup. Receipts and links go the same way.`,
      },
    })
    await recordChange({
      actor,
      action: "setup.test-mail",
      subject: { kind: "mail", id },
      before: null,
      after: { recipient: actor },
    })
  })
}
