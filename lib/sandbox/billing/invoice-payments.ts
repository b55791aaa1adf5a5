import type Stripe from "stripe"
import { z } from "zod"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { filled, listParams, range, type Shape } from "@/lib/sandbox/stripe/params"

/** Which payments an invoice has, and which invoice a payment is for. */
export const invoicePaymentRoutes = objectRoutes("invoice_payment", {
  list: {
    params: listParams({
      created: range.optional(),
      invoice: filled.optional(),
      payment: z
        .strictObject({
          payment_intent: filled.optional(),
          type: z.enum(["payment_intent"]),
        } satisfies Shape<Stripe.InvoicePaymentListParams.Payment>)
        .optional(),
      status: z.enum(["canceled", "open", "paid"]).optional(),
    } satisfies Shape<Stripe.InvoicePaymentListParams>),
  },
})
