"use server"

import { z } from "zod"
import type { NameFormState } from "@/components/name-form"
import { changeName } from "@/lib/account/change-name"
import { requireCustomer } from "@/lib/auth/require-customer"
import { AppError } from "@/lib/errors"

const naming = z.object({ name: z.string().max(1000) })

/** Keeps the name that the customer typed. */
export async function saveName(_state: NameFormState, form: FormData): Promise<NameFormState> {
  const { customerId } = await requireCustomer("/account")
  const { name } = naming.catch({ name: "" }).parse(Object.fromEntries(form))
  try {
    return { ok: true, name: (await changeName(customerId, name)) ?? "" }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: { name: error.message }, name }
  }
}
