import type { Role } from "@/lib/administrators/rules"
import { listAdministrators } from "@/lib/administrators/store/administrators"
import { listSecondFactors } from "@/lib/administrators/store/second-factors"
import { normaliseEmail } from "@/lib/customers/rules"
import { env } from "@/lib/env"

/** Somebody who may open /admin. */
export type Member = {
  /** Normalised. */
  email: string
  role: Role
  /** What says so. */
  by: "ADMIN_EMAILS" | "admin add"
  /** Since when they sign in with a second factor; null: they do not. */
  secondFactorSince: Date | null
}

/** Everybody who may open /admin, each once: those of ADMIN_EMAILS, then those that were added, by address. */
export async function listTeam(): Promise<Member[]> {
  const fixed = [...new Set(env().ADMIN_EMAILS.map(normaliseEmail))]
  const added = (await listAdministrators()).filter(({ email }) => !fixed.includes(email))
  const members = [
    ...fixed.map((email) => ({
      email,
      role: "administrator" as const,
      by: "ADMIN_EMAILS" as const,
    })),
    ...added.map(({ email, role }) => ({ email, role, by: "admin add" as const })),
  ]
  const factors = await listSecondFactors(members.map(({ email }) => email))
  const since = new Map(factors.map(({ email, confirmedAt }) => [email, confirmedAt]))
  return members.map((member) => ({
    ...member,
    secondFactorSince: since.get(member.email) ?? null,
  }))
}
