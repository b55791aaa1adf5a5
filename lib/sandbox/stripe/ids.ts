import { randomBytes } from "node:crypto"
import { idPrefix, type Kind } from "@/lib/sandbox/stripe/kinds"

const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789"

/** A new id in the shape of Stripe's: the kind's prefix and 24 letters or digits. */
export function newId(kind: Kind): string {
  return idPrefix[kind] + randomLetters(24)
}

/** Letters and digits that cannot be guessed. */
export function randomLetters(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("")
}
