"use server"

import { z } from "zod"
import type { ReceiptMailState } from "@/components/receipt-mail-form"
import { sendReceiptAgain } from "@/lib/account/send-receipt-again"
import { requireCustomer } from "@/lib/auth/require-customer"
import { AppError } from "@/lib/errors"

const asking = z.object({ order: z.uuid() })

/** Mails the receipt of one of the customer's own orders, or invoices, again. */
export async function sendReceipt(
  _state: ReceiptMailState,
  form: FormData,
): Promise<ReceiptMailState> {
  const customer = await requireCustomer("/account/payments")
  const parsed = asking.safeParse(Object.fromEntries(form))
  try {
    if (!parsed.success) throw new AppError("not-found", "There is no such receipt.")
    await sendReceiptAgain(customer, parsed.data.order)
    return { ok: true }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message }
  }
}
