import { Secret, TOTP } from "otpauth"

/**
 * What an app with this key shows, so many steps of thirty seconds from now: a code of the next step is good
 * already, and one that was used is not.
 */
export function appCode(letters: string, steps = 0): string {
  const secret = Secret.fromBase32(letters.replaceAll(" ", ""))
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
}
