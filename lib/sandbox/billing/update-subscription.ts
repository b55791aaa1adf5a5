import type Stripe from "stripe"
import { finalizeInvoice } from "@/lib/sandbox/billing/finalize-invoice"
import { updateParams } from "@/lib/sandbox/billing/params"
import { payFault } from "@/lib/sandbox/billing/pay-fault"
import { payInvoice } from "@/lib/sandbox/billing/pay-invoice"
import { prepareUpdate } from "@/lib/sandbox/billing/prepare-update"
import type { StoredInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { parseParams } from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

type PaymentBehavior = "allow_incomplete" | "default_incomplete" | "error_if_incomplete"

/**
 * `POST /v1/subscriptions/:id`. What is due at once is charged in the call; refused, the
 * subscription is past due, or with `error_if_incomplete` nothing has changed (402).
 */
export async function updateSubscription(call: Call): Promise<Stripe.Subscription> {
  const { scope, form, ids } = call
  const params = parseParams(updateParams, form)
  const { subscription, invoice } = await prepareUpdate(scope, ids[0] ?? "", params)
  if (invoice) await charge(scope, invoice, params.payment_behavior ?? "allow_incomplete")
  return getObject(scope, "subscription", subscription.data.id)
}

/** Finalises a draft and charges it; throws 402 where a refusal is to undo the call. */
export async function charge(
  scope: Scope,
  draft: StoredInvoice,
  behavior: PaymentBehavior,
): Promise<void> {
  const final = await finalizeInvoice(scope, draft)
  if (final.data.status !== "open" || behavior === "default_incomplete") return
  const { intent } = await payInvoice(scope, final.data.id)
  const fault = behavior === "error_if_incomplete" ? payFault(intent) : null
  if (fault) throw fault
}
