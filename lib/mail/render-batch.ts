import { renderMail } from "@/lib/mail/render-mail"
import type { MailToSend } from "@/lib/mail/store/mails"
import type { Letter } from "@/lib/resend/letter"
import { signToken } from "@/lib/tokens"

/**
 * The letters of mails of one kind about one subject, in their order. They are the same but for their
 * reader's own key, so that one is rendered, and each of the others gets its key in place of that one's;
 * null: their cause has passed.
 */
export async function renderBatch(mails: MailToSend[]): Promise<Letter[] | null> {
  const [first] = mails
  if (!first) return []
  const letter = await renderMail(first)
  if (!letter) return null
  const key = keyOf(first)
  return mails.map((mail) => {
    const own = (text: string) => text.replaceAll(key, keyOf(mail))
    const headers = Object.entries(letter.headers ?? {}).map(([name, value]) => [name, own(value)])
    return {
      ...letter,
      to: mail.recipient,
      html: own(letter.html),
      text: own(letter.text),
      headers: Object.fromEntries(headers),
      tags: (letter.tags ?? []).map((tag) => ({ ...tag, value: mail.id })),
    }
  })
}

function keyOf(mail: MailToSend): string {
  return signToken("unsubscribe", mail.id)
}
