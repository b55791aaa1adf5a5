import { recoveryHash, stepOf } from "@/lib/administrators/app-codes"
import {
  findSecondFactor,
  type SecondFactorRow,
  takeRecoveryCode,
  takeStep,
} from "@/lib/administrators/store/second-factors"
import { FieldErrors } from "@/lib/errors"
import { takeRate } from "@/lib/rate-limit"
import { deriveKeys } from "@/lib/tokens"

const WRONG =
  "That is not the code. Type the six digits that the app shows now, each good once; or a recovery code."

/**
 * Takes what an administrator typed: a code of their app, or a recovery code, each good once. Gives which it
 * was. Throws FieldErrors (`code`) for anything else, and where there is no second factor; and AppError
 * "rate-limited" after ten tries in an hour.
 */
export async function checkCode(email: string, typed: string): Promise<"app" | "recovery"> {
  await takeRate("second-factor", email)
  const row = await findSecondFactor(email)
  if (row?.confirmedAt) {
    const step = findStep(row, typed)
    if (step !== null && (await takeStep(row.id, step))) return "app"
    const hash = recoveryHash(typed)
    if (hash && (await takeRecoveryCode(row.id, hash))) return "recovery"
  }
  throw new FieldErrors({ code: WRONG }, WRONG)
}

/**
 * The time step of a code that the app shows about now, by any of the shop's secrets; null: it shows none such.
 * By this machine's clock, as the phone goes by its own: a shop on a laptop may be at another time (KIOSK_CLOCK).
 */
export function findStep({ id }: Pick<SecondFactorRow, "id">, typed: string): number | null {
  for (const key of deriveKeys("second-factor", id)) {
    const step = stepOf(key, typed, new Date())
    if (step !== null) return step
  }
  return null
}
