import { setTimeout as wait } from "node:timers/promises"
import { requireEnv } from "@/lib/env"
import { inTime, resend } from "@/lib/resend/client"
import type { Letter } from "@/lib/resend/letter"

/** As many letters as one call takes. Source: https://resend.com/docs/api-reference/emails/send-batch-emails */
export const MOST_LETTERS = 100

export type Taken =
  /** In the order of the letters: Resend's id, or why it does not take that one. */
  | { outcome: "taken"; letters: ({ id: string } | { refused: string })[] }
  /** An earlier call under this key was taken, with more letters than these or other words in them. */
  | { outcome: "taken-before" }

// A second is what Resend counts its requests by.
const PATIENCE_MS = [1000, 2000, 4000]

/**
 * Hands up to 100 letters to Resend in one call, once for each key (remembered there for 24 hours). One that
 * Resend refuses does not keep the others. Throws when none was taken, and when too many calls came at once
 * for some seconds.
 */
export async function sendLetters(letters: Letter[], idempotencyKey: string): Promise<Taken> {
  const mails = letters.map((letter) => ({ from: requireEnv("MAIL_FROM"), ...letter }))
  for (let attempt = 0; ; attempt++) {
    const { data, error } = await inTime(
      resend().batch.send(mails, { idempotencyKey, batchValidation: "permissive" }),
    )
    if (data) return { outcome: "taken", letters: inOrder(letters.length, data) }
    if (error?.name === "invalid_idempotent_request") return { outcome: "taken-before" }
    const patience = PATIENCE_MS[attempt]
    if (error?.name !== "rate_limit_exceeded" || patience === undefined)
      throw new Error(`Resend: ${error?.name}: ${error?.message}`)
    await wait(patience)
  }
}

type Answer = { data: { id: string }[]; errors?: { index: number; message: string }[] }

// Ids come for those alone that were taken, in their order.
function inOrder(count: number, { data, errors = [] }: Answer) {
  const refused = new Map(errors.map(({ index, message }) => [index, message]))
  const ids = data.map(({ id }) => id)
  if (ids.length + refused.size !== count)
    throw new Error(`Resend took ${ids.length} of ${count} letters, and did not say which.`)
  return Array.from({ length: count }, (_, at) => {
    const message = refused.get(at)
    return message === undefined ? { id: ids.shift() ?? "" } : { refused: message }
  })
}
