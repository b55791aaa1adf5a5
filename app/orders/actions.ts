"use server"

import { z } from "zod"
import { currentNetwork } from "@/app/visitor"
import type { LinksFormState } from "@/components/links-form"
import { sendLinks } from "@/lib/checkout/send-links"
import { AppError } from "@/lib/errors"

const asking = z.object({ email: z.string().max(400) })

/** Mails the links of an address's orders to it; says the same whether there are any or not. */
export async function mailLinks(_state: LinksFormState, form: FormData): Promise<LinksFormState> {
  const { email } = asking.catch({ email: "" }).parse(Object.fromEntries(form))
  try {
    await sendLinks({ email, network: await currentNetwork() })
    return { ok: true }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: { email: error.message }, email }
  }
}
