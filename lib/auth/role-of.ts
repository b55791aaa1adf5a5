import type { Role } from "@/lib/administrators/rules"
import { normaliseEmail } from "@/lib/customers/rules"
import { env } from "@/lib/env"

/**
 * What an address may do under /admin: everything where it stands in ADMIN_EMAILS, in any letter case,
 * else what it was given. Ask it of the proved address of who is signed in, never of one that somebody
 * typed. It opens the shop's administration alone; goods are opened by entitlements, an administrator's
 * too.
 */
export function roleOf(email: string, given: Role | null): Role | null {
  const isFixed = env().ADMIN_EMAILS.map(normaliseEmail).includes(normaliseEmail(email))
  return isFixed ? "administrator" : given
}
