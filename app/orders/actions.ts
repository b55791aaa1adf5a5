"use server"

import { z } from "zod"
import { currentNetwork } from "@/app/visitor"
import { sendLinks } from "@/lib/checkout/send-links"
import { AppError } from "@/lib/errors"

const asking = z.object({ email: z.string().max(400) })

export type LinksState =
  | { ok: true }
  | { ok: false; message: string; fields: { email: string }; email: string }
  | null

/** Mails the links of an address's orders to it; says the same whether there are any or not. */
export async function mailLinks(_state: LinksState, form: FormData): Promise<LinksState> {
  const { email } = asking.catch({ email: "" }).parse(Object.fromEntries(form))
  try {
    await sendLinks({ email, network: await currentNetwork() })
    return { ok: true }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: { email: error.message }, email }
  }
}
