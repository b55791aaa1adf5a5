"use server"

import { redirect } from "next/navigation"
import { z } from "zod"
import { requireOwnFactor } from "@/app/account/second-factor/guard"
import type { SecondFactorState } from "@/components/second-factor-state"
import { beginSecondFactor } from "@/lib/administrators/begin-second-factor"
import { giveUpSecondFactor, renewRecoveryCodes } from "@/lib/auth/change-second-factor"
import { confirmSecondFactor } from "@/lib/auth/confirm-second-factor"
import { AppError } from "@/lib/errors"

const code = z.string().max(100).catch("")

/** Makes a key for the administrator's app. */
export async function begin(): Promise<void> {
  const { email } = await requireOwnFactor()
  try {
    await beginSecondFactor(email)
  } catch (error) {
    // There is one: the page shows it.
    if (!(error instanceof AppError)) throw error
  }
  redirect("/account/second-factor")
}

/** Has the app asked for from now on, once a code of it is typed; gives the recovery codes. */
export async function confirm(
  _state: SecondFactorState,
  form: FormData,
): Promise<SecondFactorState> {
  const administrator = await requireOwnFactor()
  return answer(() => confirmSecondFactor(administrator, code.parse(form.get("code"))))
}

/** Makes new recovery codes. */
export async function renewCodes(
  _state: SecondFactorState,
  form: FormData,
): Promise<SecondFactorState> {
  const administrator = await requireOwnFactor()
  return answer(() => renewRecoveryCodes(administrator, code.parse(form.get("code"))))
}

/** Gives the second factor up. */
export async function giveUp(
  _state: SecondFactorState,
  form: FormData,
): Promise<SecondFactorState> {
  const administrator = await requireOwnFactor()
  const refused = await answer(async () => {
    await giveUpSecondFactor(administrator, code.parse(form.get("code")))
    return null
  })
  if (refused) return refused
  redirect("/account/second-factor?done=off")
}

async function answer(work: () => Promise<string[] | null>): Promise<SecondFactorState> {
  try {
    const codes = await work()
    return codes && { message: "", codes }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { message: error.message }
  }
}
