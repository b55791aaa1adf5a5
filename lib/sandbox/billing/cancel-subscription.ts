import type Stripe from "stripe"
import { detailsOf } from "@/lib/sandbox/billing/change-terms"
import { voidInvoice } from "@/lib/sandbox/billing/close-invoice"
import { endSubscription, unsettledInvoices } from "@/lib/sandbox/billing/end-subscription"
import { cancellationDetails } from "@/lib/sandbox/billing/params"
import { bill, pendingOf } from "@/lib/sandbox/billing/prepare-update"
import { creditItem } from "@/lib/sandbox/billing/prorations"
import {
  lockSubscription,
  type StoredInvoice,
  type StoredSubscription,
} from "@/lib/sandbox/billing/store"
import { charge } from "@/lib/sandbox/billing/update-subscription"
import type { Scope } from "@/lib/sandbox/scope"
import { missing } from "@/lib/sandbox/stripe/faults"
import { boolean, callParams, parseParams, type Shape } from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

const cancelParams = callParams({
  cancellation_details: cancellationDetails.optional(),
  invoice_now: boolean.optional(),
  prorate: boolean.optional(),
} satisfies Shape<Stripe.SubscriptionCancelParams>)

/**
 * `DELETE /v1/subscriptions/:id`: ends it now. `prorate` credits the rest of the period, and
 * `invoice_now` bills what is pending; a credit then goes to the customer's balance.
 * Source: https://docs.stripe.com/api/subscriptions/cancel
 */
export async function cancelSubscription({ scope, form, ids }: Call): Promise<Stripe.Subscription> {
  const params = parseParams(cancelParams, form)
  const id = ids[0] ?? ""
  const before = await lockSubscription(scope, id)
  const { status } = before.data
  if (status === "canceled" || status === "incomplete_expired") {
    throw missing("subscription", id, "id")
  }
  const cancellation_details = detailsOf(before.data, params.cancellation_details)
  const given = { ...before, data: { ...before.data, cancellation_details } }
  const { invoice, subscription } = await prepareEnd(scope, given, params)
  if (status === "incomplete") await voidOpen(scope, id)
  if (invoice) await charge(scope, invoice, "allow_incomplete")
  const ended = await endSubscription(scope, subscription, "cancellation_requested")
  return ended.data
}

/** Credits and bills what the end of a subscription leaves; the draft, if there is one. */
export async function prepareEnd(
  scope: Scope,
  before: StoredSubscription,
  {
    invoice_now: now = false,
    prorate = false,
  }: { invoice_now?: boolean | undefined; prorate?: boolean | undefined },
): Promise<{ invoice: StoredInvoice | null; subscription: StoredSubscription }> {
  if (prorate) {
    for (const item of before.hidden.items) await creditItem(scope, before, item, scope.now)
  }
  const pending = await pendingOf(scope, before.data.id)
  if (!now || pending.length === 0) return { invoice: null, subscription: before }
  return bill(scope, before, before, [])
}

async function voidOpen(scope: Scope, subscription: string): Promise<void> {
  for (const invoice of await unsettledInvoices(scope, subscription)) {
    if (invoice.data.status === "open") await voidInvoice(scope, invoice)
  }
}
