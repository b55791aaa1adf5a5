import { requireEnv } from "@/lib/env"
import { inTime, resend } from "@/lib/resend/client"
import type { Letter } from "@/lib/resend/letter"

/**
 * Hands a letter to Resend, once for each key (remembered there for 24 hours). Gives Resend's id.
 * Throws when it was not taken.
 */
export async function sendLetter(letter: Letter, idempotencyKey: string): Promise<string> {
  const sending = resend().emails.send(
    { from: requireEnv("MAIL_FROM"), ...letter },
    { idempotencyKey },
  )
  // A late answer is met again through the key.
  const { data, error } = await inTime(sending)
  if (error) throw new Error(`Resend: ${error.name}: ${error.message}`)
  if (!data) throw new Error("Resend gave no answer.")
  return data.id
}
