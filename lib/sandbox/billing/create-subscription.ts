import type Stripe from "stripe"
import type { z } from "zod"
import { finalizeInvoice } from "@/lib/sandbox/billing/finalize-invoice"
import { pricesOf } from "@/lib/sandbox/billing/item-prices"
import { type NewSubscription, newSubscription } from "@/lib/sandbox/billing/new-subscription"
import { createParams } from "@/lib/sandbox/billing/params"
import { payFault } from "@/lib/sandbox/billing/pay-fault"
import { intentOf, payInvoice } from "@/lib/sandbox/billing/pay-invoice"
import { lockBilling } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { mergeMetadata, parseParams } from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

const daySeconds = 24 * 3600

/**
 * `POST /v1/subscriptions`: charges the first invoice with the customer's default method, unless
 * the call leaves that to whoever confirms its payment (`default_incomplete`).
 */
export async function createSubscription({ scope, form }: Call): Promise<Stripe.Subscription> {
  const params = parseParams(createParams, form)
  await lockBilling(scope)
  await getObject(scope, "customer", params.customer, "customer")
  const made = await newSubscription(scope, await detailsOf(scope, params))
  const { id } = made.subscription.data
  await finalizeInvoice(scope, made.invoice)
  const behavior = params.payment_behavior ?? "allow_incomplete"
  if (behavior !== "default_incomplete" && (await intentOf(scope, made.invoice.data.id))) {
    const { intent } = await payInvoice(scope, made.invoice.data.id)
    const wrong = behavior === "error_if_incomplete" ? payFault(intent) : null
    if (wrong) throw wrong
  }
  return getObject(scope, "subscription", id)
}

async function detailsOf(
  scope: Scope,
  params: z.output<typeof createParams>,
): Promise<NewSubscription> {
  const items = await pricesOf(scope, params.items)
  const method = params.default_payment_method
  if (method) await getObject(scope, "payment_method", method, "default_payment_method")
  if (typeof params.cancel_at === "string") {
    throw badParameter("The sandbox takes cancel_at as a time.", "cancel_at")
  }
  return {
    customer: params.customer,
    items,
    description: params.description || null,
    metadata: mergeMetadata(null, params.metadata),
    trialEnd: trialEndOf(scope, params),
    missingMethod: params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    prorationDiscounts: params.billing_mode?.flexible?.proration_discounts ?? "included",
    billingMode: params.billing_mode?.type ?? "flexible",
    method: method ?? null,
    saveMethod: params.payment_settings?.save_default_payment_method ?? "off",
    cancelAt: params.cancel_at ?? null,
    cancelAtPeriodEnd: params.cancel_at_period_end ?? false,
    anchor: params.billing_cycle_anchor ?? null,
    discounts: params.discounts ?? [],
    taxed: params.automatic_tax?.enabled ?? false,
  }
}

function trialEndOf(scope: Scope, params: z.output<typeof createParams>): number | null {
  const { trial_end: end, trial_period_days: days } = params
  if (end !== undefined && days !== undefined) {
    throw badParameter("Give only one of trial_end and trial_period_days.", "trial_end")
  }
  if (typeof end === "number") return end
  return days ? scope.now + days * daySeconds : null
}
