import type Stripe from "stripe"
import { z } from "zod"
import { createSession } from "@/lib/sandbox/checkout/create-session"
import { expireSession } from "@/lib/sandbox/checkout/expire-session"
import { missing } from "@/lib/sandbox/stripe/faults"
import { listObjects, listOf } from "@/lib/sandbox/stripe/list"
import { findStored, getObject } from "@/lib/sandbox/stripe/objects"
import { expand, filled, paging, parseParams, range, type Shape } from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const listParams = z.strictObject({
  ...paging,
  created: range.optional(),
  customer: filled.optional(),
  customer_details: z.strictObject({ email: filled }).optional(),
  payment_intent: filled.optional(),
  status: z.enum(["complete", "expired", "open"]).optional(),
} satisfies Shape<Stripe.Checkout.SessionListParams>)

async function listSessions({ scope, form }: Call) {
  const query = parseParams(listParams, form)
  return listObjects(scope, "checkout.session", "/v1/checkout/sessions", {
    ...query,
    where: {
      customer: query.customer,
      customer_details: query.customer_details,
      payment_intent: query.payment_intent,
      status: query.status,
    },
  })
}

async function listLines({ scope, form, ids }: Call) {
  const id = ids[0] ?? ""
  const query = parseParams(z.strictObject(paging), form)
  const found = await findStored(scope, "checkout.session", id)
  if (!found) throw missing("checkout.session", id, "id")
  return listOf(found.hidden.lines, `/v1/checkout/sessions/${id}/line_items`, query)
}

async function expire({ scope, form, ids }: Call) {
  parseParams(z.strictObject({ expand: expand.optional() }), form)
  return expireSession(scope, ids[0] ?? "")
}

export const sessionRoutes: Route[] = [
  { method: "POST", path: "/v1/checkout/sessions", run: createSession },
  { method: "GET", path: "/v1/checkout/sessions", run: listSessions },
  {
    method: "GET",
    path: "/v1/checkout/sessions/:id",
    run: ({ scope, ids }) => getObject(scope, "checkout.session", ids[0] ?? ""),
  },
  { method: "GET", path: "/v1/checkout/sessions/:id/line_items", run: listLines },
  { method: "POST", path: "/v1/checkout/sessions/:id/expire", run: expire },
]
