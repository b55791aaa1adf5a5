import type Stripe from "stripe"
import { z } from "zod"
import { createSession } from "@/lib/sandbox/checkout/create-session"
import { expireSession } from "@/lib/sandbox/checkout/expire-session"
import { missing } from "@/lib/sandbox/stripe/faults"
import { listOf } from "@/lib/sandbox/stripe/list"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { findStored } from "@/lib/sandbox/stripe/objects"
import {
  callParams,
  filled,
  listParams,
  parseParams,
  range,
  type Shape,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

async function listLines({ scope, form, ids }: Call) {
  const id = ids[0] ?? ""
  const query = parseParams(listParams({}), form)
  const found = await findStored(scope, "checkout.session", id)
  if (!found) throw missing("checkout.session", id, "id")
  return listOf(found.hidden.lines, `/v1/checkout/sessions/${id}/line_items`, query)
}

async function expire({ scope, form, ids }: Call) {
  parseParams(callParams({}), form)
  return expireSession(scope, ids[0] ?? "")
}

export const sessionRoutes: Route[] = [
  ...objectRoutes("checkout.session", {
    create: createSession,
    list: {
      params: listParams({
        created: range.optional(),
        customer: filled.optional(),
        customer_details: z.strictObject({ email: filled }).optional(),
        payment_intent: filled.optional(),
        status: z.enum(["complete", "expired", "open"]).optional(),
      } satisfies Shape<Stripe.Checkout.SessionListParams>),
    },
  }),
  { method: "GET", path: "/v1/checkout/sessions/:id/line_items", run: listLines },
  { method: "POST", path: "/v1/checkout/sessions/:id/expire", run: expire },
]
