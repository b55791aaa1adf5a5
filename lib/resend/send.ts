import { setTimeout as wait } from "node:timers/promises"
import { Resend } from "resend"
import { forbidInTransaction } from "@/lib/db"
import { requireEnv } from "@/lib/env"

export type Letter = {
  to: string
  subject: string
  html: string
  text: string
  replyTo?: string
}

const TIMEOUT_MS = 20_000

let client: { key: string; resend: Resend } | undefined

/**
 * Hands a letter to Resend, once for each key (remembered there for 24 hours). Gives Resend's id.
 * Throws when it was not taken. RESEND_BASE_URL is read by the SDK itself.
 */
export async function sendLetter(letter: Letter, idempotencyKey: string): Promise<string> {
  forbidInTransaction("Resend")
  const key = requireEnv("RESEND_API_KEY")
  if (client?.key !== key) client = { key, resend: new Resend(key) }
  const sending = client.resend.emails.send(
    { from: requireEnv("MAIL_FROM"), ...letter },
    { idempotencyKey },
  )
  // The SDK waits for ever; a late answer is met again through the key.
  const { data, error } = await Promise.race([sending, failAfter(TIMEOUT_MS)])
  if (error) throw new Error(`Resend: ${error.name}: ${error.message}`)
  if (!data) throw new Error("Resend gave no answer.")
  return data.id
}

async function failAfter(ms: number): Promise<never> {
  await wait(ms, undefined, { ref: false })
  throw new Error(`Resend did not answer within ${ms / 1000} seconds.`)
}
