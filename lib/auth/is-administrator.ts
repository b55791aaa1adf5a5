import { normaliseEmail } from "@/lib/customers/rules"
import { env } from "@/lib/env"

/**
 * Whether an address is an administrator's: it stands in ADMIN_EMAILS, in any letter case. Ask it of
 * the proved address of who is signed in, never of one that somebody typed. It opens the shop's
 * administration alone; goods are opened by entitlements, an administrator's too.
 */
export function isAdministrator(email: string): boolean {
  return env().ADMIN_EMAILS.map(normaliseEmail).includes(normaliseEmail(email))
}
