import { createHash } from "node:crypto"
import { Secret, TOTP } from "otpauth"

/** Codes of an app as all of them make them: six digits, new every thirty seconds (RFC 6238). */
const codes = { algorithm: "SHA1", digits: 6, period: 30 } as const
/** Steps that a clock may be off, before and after. */
const WINDOW = 1

/**
 * The time step of a code that the app with this key shows about now, or null for any other.
 * @param typed with or without spaces
 */
export function stepOf(key: Buffer, typed: string, now: Date): number | null {
  const token = typed.replace(/\s/g, "")
  if (!/^\d{6}$/.test(token)) return null
  const [timestamp, secret] = [now.getTime(), secretOf(key)]
  const delta = TOTP.validate({ ...codes, token, secret, timestamp, window: WINDOW })
  return delta === null ? null : TOTP.counter({ period: codes.period, timestamp }) + delta
}

/** What an app is told: as an address for its camera, and as letters to type, in groups of four. */
export function appKey(
  key: Buffer,
  { shop, email }: { shop: string; email: string },
): { uri: string; letters: string } {
  const secret = secretOf(key)
  // A colon would end the issuer's name.
  const issuer = shop.replaceAll(":", " ")
  return {
    uri: new TOTP({ ...codes, secret, issuer, label: email }).toString(),
    letters: secret.base32.match(/.{1,4}/g)?.join(" ") ?? "",
  }
}

function secretOf(key: Buffer): Secret {
  return Secret.fromHex(key.toString("hex"))
}

/** How many codes somebody has for the day on which the app is lost. */
export const RECOVERY_CODES = 10
const RECOVERY_LETTERS = 16

/** A recovery code of random bytes: 80 bits as letters that are not taken for one another, in groups of four. */
export function recoveryCode(random: Buffer): string {
  const letters = secretOf(random).base32.slice(0, RECOVERY_LETTERS).toLowerCase()
  return letters.match(/.{4}/g)?.join("-") ?? ""
}

/** What is kept of a recovery code, however it is typed; null: it is none. */
export function recoveryHash(typed: string): string | null {
  const letters = typed.toLowerCase().replace(/[\s-]/g, "")
  if (!/^[a-z2-7]{16}$/.test(letters)) return null
  return createHash("sha256").update(letters).digest("hex")
}
