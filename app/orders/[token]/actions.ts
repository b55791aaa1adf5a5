"use server"

import { redirect } from "next/navigation"
import { z } from "zod"
import type { InvoiceFormState } from "@/components/invoice-form"
import { AppError, FieldErrors } from "@/lib/errors"
import { askInvoice } from "@/lib/papers/ask-invoice"
import { withdrawOrder } from "@/lib/refunds/withdraw-order"

const shape = z.object({ token: z.string().min(1).max(200) })

/** Withdraws from the order whose page this is. The page then says how it stands, refused or not. */
export async function withdraw(form: FormData): Promise<void> {
  const given = shape.safeParse(Object.fromEntries(form))
  if (!given.success) redirect("/orders")
  const { token } = given.data
  try {
    await withdrawOrder(token)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  redirect(`/orders/${encodeURIComponent(token)}`)
}

const text = z.string().max(2000).catch("")
const invoicing = shape.extend({
  name: text,
  businessName: text,
  address: text,
  country: text,
  vatId: text,
})

/** Makes the order's invoice out to whom its buyer says, or corrects it; then its page again. */
export async function makeInvoice(
  _state: InvoiceFormState,
  form: FormData,
): Promise<InvoiceFormState> {
  const given = invoicing.safeParse(Object.fromEntries(form))
  if (!given.success) redirect("/orders")
  const { token, ...typed } = given.data
  try {
    await askInvoice(token, typed)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const fields = error instanceof FieldErrors ? error.fields : {}
    return { ok: false, message: error.message, fields, typed }
  }
  redirect(`/orders/${encodeURIComponent(token)}`)
}
