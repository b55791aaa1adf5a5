import { deleteAdministrator, findGivenRole } from "@/lib/administrators/store/administrators"
import { recordChange } from "@/lib/audit/store"
import { normaliseEmail, readAddress } from "@/lib/customers/rules"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"

/**
 * Takes the role of an address away: /admin is closed to it with its next request. Throws AppError
 * "not-found" where it has none, and "conflict" where ADMIN_EMAILS gives it one.
 * @param actor who does it, for the log
 * @returns the address as it was kept
 */
export async function removeAdministrator(address: string, actor: string): Promise<string> {
  const email = readAddress(address)
  return transaction(async () => {
    const before = await findGivenRole(email)
    const isFixed = env().ADMIN_EMAILS.map(normaliseEmail).includes(email)
    if (!before)
      throw isFixed
        ? new AppError("conflict", `${email} stands in ADMIN_EMAILS: take it out there.`)
        : new AppError("not-found", `${email} is no administrator.`)
    await deleteAdministrator(email)
    await recordChange({
      actor,
      action: "administrator.remove",
      subject: { kind: "administrator", id: email },
      before: { role: before },
      after: null,
    })
    return email
  })
}
