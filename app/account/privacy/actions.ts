"use server"

import type { Route } from "next"
import { cookies } from "next/headers"
import { redirect } from "next/navigation"
import { z } from "zod"
import { forgetSession, heldToken } from "@/app/browser"
import type { DeletionState } from "@/components/delete-account-form"
import { deleteAccount } from "@/lib/account/delete-account"
import { requireCustomer } from "@/lib/auth/require-customer"
import { signOut } from "@/lib/auth/sign-out"
import { BROWSER_ORDERS_COOKIE } from "@/lib/checkout/rules"
import { AppError } from "@/lib/errors"

const confirming = z.object({ email: z.string().max(400) })

/** Deletes the customer's account, and all that this browser knows of it. */
export async function deleteMyAccount(
  _state: DeletionState,
  form: FormData,
): Promise<DeletionState> {
  const customer = await requireCustomer("/account/privacy")
  const { email } = confirming.catch({ email: "" }).parse(Object.fromEntries(form))
  try {
    await deleteAccount(customer, email)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, email }
  }
  const jar = await cookies()
  jar.delete(BROWSER_ORDERS_COOKIE)
  await forgetSession()
  redirect("/account/deleted")
}

/** Signs out of this browser and in again, so that the account may be deleted. */
export async function signInAgain(): Promise<void> {
  await requireCustomer("/account/privacy")
  await signOut(await heldToken())
  redirect(`/sign-in?${new URLSearchParams({ callbackUrl: "/account/privacy" })}` as Route)
}
