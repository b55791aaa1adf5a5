"use server"

import type { Route } from "next"
import { redirect } from "next/navigation"
import { z } from "zod"
import { currentVisit } from "@/app/browser"
import type { SecondFactorState } from "@/components/second-factor-state"
import { callbackPath } from "@/lib/auth/callback-path"
import { passSecondFactor } from "@/lib/auth/pass-second-factor"
import { requireCustomer } from "@/lib/auth/require-customer"
import { AppError } from "@/lib/errors"

const field = z.string().max(2000).catch("")

/** Opens the administration in this browser to an administrator who types a code. */
export async function showSecondFactor(
  _state: SecondFactorState,
  form: FormData,
): Promise<SecondFactorState> {
  const customer = await requireCustomer("/admin")
  const { origin } = await currentVisit()
  const path = callbackPath(field.parse(form.get("callbackUrl")), origin)
  if (customer.secondFactor === "code")
    try {
      await passSecondFactor(customer, field.parse(form.get("code")))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { message: error.message }
    }
  redirect(path as Route)
}
