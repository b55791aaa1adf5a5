import { deleteSecondFactor } from "@/lib/administrators/store/second-factors"
import { recordChange } from "@/lib/audit/store"
import { readAddress } from "@/lib/customers/rules"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"

/**
 * Takes the second factor of an address away: who signs in with it is asked for none. For whoever runs the
 * shop's machine, when an administrator has lost app and recovery codes, and for the administrator's own wish.
 * It stands in the audit log. Throws AppError "not-found" where there is none.
 * @returns the address as it is kept
 */
export async function resetSecondFactor(address: string, actor: string): Promise<string> {
  const email = readAddress(address)
  return transaction(async () => {
    if (!(await deleteSecondFactor(email)))
      throw new AppError("not-found", `${email} has no second factor.`)
    const subject = { kind: "administrator", id: email }
    await recordChange({ actor, action: "second-factor.off", subject, before: null, after: null })
    return email
  })
}
