import type { Role } from "@/lib/administrators/rules"
import { findGivenRole, saveAdministrator } from "@/lib/administrators/store/administrators"
import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { readAddress } from "@/lib/customers/rules"
import { transaction } from "@/lib/db"

/**
 * Lets an address open /admin, once somebody has signed in with it; again with another role, it has that
 * one. It stands in the audit log. Throws AppError "invalid" for what is no address.
 * @param actor who does it, for the log
 * @returns the address as it is kept, and whether anything changed
 */
export async function addAdministrator(
  address: string,
  role: Role,
  actor: string,
): Promise<{ email: string; isChanged: boolean }> {
  const email = readAddress(address)
  return transaction(async () => {
    const before = await findGivenRole(email)
    if (before === role) return { email, isChanged: false }
    await saveAdministrator(email, role, now())
    await recordChange({
      actor,
      action: "administrator.add",
      subject: { kind: "administrator", id: email },
      before: before && { role: before },
      after: { role },
    })
    return { email, isChanged: true }
  })
}
