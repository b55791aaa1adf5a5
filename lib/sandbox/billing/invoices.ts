import type Stripe from "stripe"
import { z } from "zod"
import { createPreview } from "@/lib/sandbox/billing/create-preview"
import { invoiceCallRoutes } from "@/lib/sandbox/billing/invoice-calls"
import { missing } from "@/lib/sandbox/stripe/faults"
import { listOf } from "@/lib/sandbox/stripe/list"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { findStored } from "@/lib/sandbox/stripe/objects"
import { filled, listParams, parseParams, range, type Shape } from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

async function listLines({ scope, form, ids }: Call) {
  const id = ids[0] ?? ""
  const query = parseParams(listParams({}), form)
  const found = await findStored(scope, "invoice", id)
  if (!found) throw missing("invoice", id, "id")
  return listOf(found.hidden.lines, `/v1/invoices/${id}/lines`, query)
}

export const invoiceRoutes: Route[] = [
  { method: "GET", path: "/v1/invoices/:id/lines", run: listLines },
  { method: "POST", path: "/v1/invoices/create_preview", run: createPreview },
  ...invoiceCallRoutes,
  ...objectRoutes("invoice", {
    list: {
      params: listParams({
        collection_method: filled.optional(),
        created: range.optional(),
        customer: filled.optional(),
        status: z.enum(["draft", "open", "paid", "uncollectible", "void"]).optional(),
        subscription: filled.optional(),
      } satisfies Shape<Stripe.InvoiceListParams>),
      conditions: {
        subscription: (at) => `data->'parent'->'subscription_details'->>'subscription' = ${at}`,
      },
    },
  }),
]
