import { recordSecondFactor } from "@/lib/administrators/store/second-factors"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"

/**
 * Makes a key for an administrator's app, in the place of one that was never confirmed. Nothing is asked for
 * until a code of it was typed here. Throws AppError "conflict" where one is asked for already.
 */
export async function beginSecondFactor(email: string): Promise<void> {
  if (!(await transaction(() => recordSecondFactor(email, now()))))
    throw new AppError("conflict", "You have a second factor. Give it up first to have another.")
}
