import type Stripe from "stripe"
import { prepareEnd } from "@/lib/sandbox/billing/cancel-subscription"
import { changeSchedule, lockActive } from "@/lib/sandbox/billing/change-schedule"
import { pricesOf } from "@/lib/sandbox/billing/item-prices"
import { newSubscription } from "@/lib/sandbox/billing/new-subscription"
import { prepareResume } from "@/lib/sandbox/billing/pause-subscription"
import { prepareUpdate } from "@/lib/sandbox/billing/prepare-update"
import {
  type PreviewDetails,
  type PreviewParams,
  previewParams,
} from "@/lib/sandbox/billing/preview-params"
import { renewNext, shownAsPreview, undone } from "@/lib/sandbox/billing/preview-renewal"
import { lockBilling, lockSubscription, type StoredInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter, StripeFault } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { parseParams } from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

/**
 * `POST /v1/invoices/create_preview`: the invoice that a change would make at once, or else the
 * next one. It is made by the change itself, which is undone: the real one comes to the same cent.
 * Source: https://docs.stripe.com/api/invoices/create_preview
 */
export async function createPreview({ scope, form }: Call): Promise<Stripe.Invoice> {
  const params = parseParams(previewParams, form)
  await lockBilling(scope)
  const invoice = await undone(scope, async () => {
    const made = await makePreview(scope, params)
    return made && shownAsPreview(made.data)
  })
  if (invoice) return invoice
  throw new StripeFault({
    status: 404,
    type: "invalid_request_error",
    code: "invoice_upcoming_none",
    message: "No upcoming invoices for this customer or subscription.",
  })
}

async function makePreview(scope: Scope, params: PreviewParams): Promise<StoredInvoice | null> {
  const details = params.subscription_details ?? {}
  const id = params.subscription ?? (await scheduled(scope, params.schedule))
  if (!id) return previewNew(scope, params, details)
  await getObject(scope, "subscription", id, "subscription")
  if (params.schedule && params.schedule_details) {
    const stored = await lockActive(scope, params.schedule)
    const { draft } = await changeSchedule(scope, stored, params.schedule_details)
    if (draft) return draft
  }
  if (details.cancel_now) {
    const prorate = details.proration_behavior !== "none"
    const at = { ...scope, now: details.proration_date ?? scope.now }
    const stored = await lockSubscription(scope, id)
    return (await prepareEnd(at, stored, { invoice_now: true, prorate })).invoice
  }
  if (details.resume_at === "now") {
    const resumed = await prepareResume(scope, id, {
      isUnchanged: details.billing_cycle_anchor?.type === "unchanged",
      proration: details.proration_behavior ?? "create_prorations",
      at: details.proration_date ?? scope.now,
    })
    if (resumed.invoice) return resumed.invoice
  } else if (changes(params, details)) {
    const { invoice } = await prepareUpdate(scope, id, updateOf(params, details))
    if (invoice) return invoice
  }
  return renewNext(scope, id)
}

async function scheduled(scope: Scope, schedule: string | undefined): Promise<string> {
  if (!schedule) return ""
  const { subscription } = await getObject(scope, "subscription_schedule", schedule, "schedule")
  return idOf(subscription)
}

function changes(params: PreviewParams, details: PreviewDetails): boolean {
  return params.discounts !== undefined || Object.values(details).some((one) => one !== undefined)
}

function updateOf(params: PreviewParams, details: PreviewDetails) {
  const { billing_cycle_anchor: anchor, cancel_at, cancel_at_period_end, trial_end } = details
  return {
    billing_cycle_anchor: anchor?.type,
    cancel_at,
    cancel_at_period_end,
    discounts: params.discounts,
    items: details.items,
    metadata: details.metadata,
    proration_behavior: details.proration_behavior,
    proration_date: details.proration_date,
    trial_end,
  }
}

async function previewNew(
  scope: Scope,
  params: PreviewParams,
  details: PreviewDetails,
): Promise<StoredInvoice> {
  if (!params.customer) {
    throw badParameter("Give a customer, a subscription or a schedule.", "customer")
  }
  await getObject(scope, "customer", params.customer, "customer")
  const { invoice } = await newSubscription(scope, {
    customer: params.customer,
    items: await pricesOf(scope, details.items ?? []),
    description: null,
    metadata: {},
    trialEnd: typeof details.trial_end === "number" ? details.trial_end : null,
    missingMethod: "create_invoice",
    prorationDiscounts: "included",
    billingMode: "flexible",
    method: null,
    saveMethod: "off",
    cancelAt: null,
    cancelAtPeriodEnd: false,
    anchor: null,
    discounts: params.discounts ?? [],
    taxed: false,
  })
  return invoice
}
