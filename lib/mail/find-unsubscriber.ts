import { findReader } from "@/lib/mail/store/opt-outs"
import { readToken } from "@/lib/tokens"

/** Whoever a mail's way out was sent to, and what they want now. */
export type Unsubscriber = { customerId: string; email: string; hasOptedOut: boolean }

/** The reader whom a key leads to; null for what is no key, and for who was forgotten. Changes nothing. */
export async function findUnsubscriber(token: string): Promise<Unsubscriber | null> {
  const key = readToken("unsubscribe", token)
  return key ? findReader(key.id) : null
}
