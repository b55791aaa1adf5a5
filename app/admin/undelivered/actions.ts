"use server"

import { z } from "zod"
import { adminAction } from "@/app/admin/act"
import { resendReceipt } from "@/lib/account/resend-receipt"

/** Mails the receipt of an order on the list once more. */
export const mailReceiptAgain = adminAction(
  z.object({ order: z.uuid() }),
  () => "/admin/undelivered",
  async ({ order }, actor) => {
    await resendReceipt(order, actor)
    return "receipt"
  },
)
