import { findStep } from "@/lib/administrators/check-code"
import { newRecoveryCodes } from "@/lib/administrators/new-recovery-codes"
import { findSecondFactor, saveConfirmed } from "@/lib/administrators/store/second-factors"
import { recordChange } from "@/lib/audit/store"
import { type SignedIn, saveSecondFactorShown } from "@/lib/auth/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError, FieldErrors } from "@/lib/errors"
import { takeRate } from "@/lib/rate-limit"

/**
 * Has an administrator's app asked for from now on, in every browser but this one: they typed a code of it.
 * Gives the recovery codes, which are never told again. Throws FieldErrors (`code`) for another code, AppError
 * "conflict" where nothing was begun, and "rate-limited".
 */
export async function confirmSecondFactor(
  { email, sessionId }: Pick<SignedIn, "email" | "sessionId">,
  typed: string,
): Promise<string[]> {
  await takeRate("second-factor", email)
  const row = await findSecondFactor(email)
  const gone = () => new AppError("conflict", "This was done, or begun anew, in another window.")
  if (!row || row.confirmedAt) throw gone()
  const step = findStep(row, typed)
  const wrong = "That is not the code that the app shows now. Is the clock of your phone right?"
  if (step === null) throw new FieldErrors({ code: wrong }, wrong)
  const { codes, hashes } = newRecoveryCodes()
  await transaction(async () => {
    const at = now()
    if (!(await saveConfirmed(row.id, { step, recoveryHashes: hashes }, at))) throw gone()
    await saveSecondFactorShown(sessionId, at)
    const subject = { kind: "administrator", id: email }
    const change = { actor: email, action: "second-factor.on", subject } as const
    await recordChange({ ...change, before: null, after: null })
  })
  return codes
}
