import {
  findSecondFactor,
  isSecondFactorRequired,
  saveSecondFactorRequired,
} from "@/lib/administrators/store/second-factors"
import { changeSettings } from "@/lib/audit/change-settings"
import { COMMAND_LINE } from "@/lib/audit/store"
import { AppError } from "@/lib/errors"

/**
 * Says whether everybody who may open /admin must have a second factor. Who has none is then led to set one up
 * with their next request, and sees nothing before. Throws AppError "conflict" where an administrator asks it of
 * others and has none.
 * @param actor the administrator's address, or COMMAND_LINE
 */
export async function requireSecondFactor(isRequired: boolean, actor: string): Promise<void> {
  const own = actor === COMMAND_LINE || (await findSecondFactor(actor))?.confirmedAt
  if (isRequired && !own) throw new AppError("conflict", "Set up your own second factor first.")
  await changeSettings({
    group: "security",
    change: { isSecondFactorRequired: isRequired },
    actor,
    read: async () => ({ isSecondFactorRequired: await isSecondFactorRequired() }),
    save: (after) => saveSecondFactorRequired(after.isSecondFactorRequired),
  })
}
