"use server"

import { z } from "zod"
import { adminForm } from "@/app/admin/act"
import { reasonField } from "@/lib/audit/rules"
import { AppError } from "@/lib/errors"
import { refundPayment } from "@/lib/refunds/refund-payment"
import { readChoice } from "@/lib/refunds/rules"

const wish = z.object({
  order: z.uuid().optional(),
  invoice: z.uuid().optional(),
  attempt: z.uuid(),
  what: z.string().max(40),
  amount: z.string().max(40).default(""),
  expected: z.coerce.number().int().optional(),
  closes: z.string().max(3).default(""),
  /** Where its page leads back to. */
  back: z.string().regex(/^\/admin\/(orders|customers)\/[0-9a-f-]{36}$/),
  reason: reasonField,
})

/** Gives money back as its page has said it will. */
export const refund = adminForm(
  wish,
  async ({ order, invoice, attempt, what, amount, expected, closes, back, reason }, actor) => {
    const choice = readChoice({ what, amount, closes: closes === "on" })
    const paidFor = order ? { checkoutId: order } : invoice ? { invoiceId: invoice } : null
    if (!choice || !paidFor) throw new AppError("invalid", "Choose what to give back.")
    await refundPayment({ paidFor, choice, expected, attempt, reason, actor })
    return `${back}?done=refunded`
  },
)
