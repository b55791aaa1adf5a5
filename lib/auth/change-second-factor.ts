import { checkCode } from "@/lib/administrators/check-code"
import { newRecoveryCodes } from "@/lib/administrators/new-recovery-codes"
import { resetSecondFactor } from "@/lib/administrators/reset-second-factor"
import { findSecondFactor, saveRecoveryCodes } from "@/lib/administrators/store/second-factors"
import { recordChange } from "@/lib/audit/store"
import type { SignedIn } from "@/lib/auth/store"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"

/** Gives an administrator's own second factor up, with a code. Throws what checkCode throws. */
export async function giveUpSecondFactor(
  { email }: Pick<SignedIn, "email">,
  typed: string,
): Promise<void> {
  await checkCode(email, typed)
  await resetSecondFactor(email, email)
}

/**
 * Gives an administrator new recovery codes for those that are left, with a code. They are never told again.
 * Throws what checkCode throws, and AppError "conflict" where it was given up meanwhile.
 */
export async function renewRecoveryCodes(
  { email }: Pick<SignedIn, "email">,
  typed: string,
): Promise<string[]> {
  await checkCode(email, typed)
  const { codes, hashes } = newRecoveryCodes()
  await transaction(async () => {
    const row = await findSecondFactor(email)
    if (!row) throw new AppError("conflict", "The second factor was given up meanwhile.")
    await saveRecoveryCodes(row.id, hashes)
    const subject = { kind: "administrator", id: email }
    const change = { actor: email, action: "second-factor.codes", subject } as const
    await recordChange({ ...change, before: null, after: null })
  })
  return codes
}
