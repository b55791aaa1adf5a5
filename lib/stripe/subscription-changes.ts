import { z } from "zod"
import { stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"
import { optionalTime } from "@/lib/stripe/shapes"

/** Why somebody leaves, in Stripe's words: https://docs.stripe.com/api/subscriptions/object#subscription_object-cancellation_details */
export const cancellationReasons = [
  "too_expensive",
  "unused",
  "missing_features",
  "switched_service",
  "low_quality",
  "customer_service",
  "too_complex",
  "other",
] as const
export type CancellationReason = (typeof cancellationReasons)[number]

/** Has a subscription end with the period that runs. */
export async function cancelAtPeriodEnd(
  id: string,
  feedback: CancellationReason | null,
  idempotencyKey: string,
): Promise<void> {
  await stripe().subscriptions.update(
    id,
    { cancel_at_period_end: true, ...detailsOf(feedback) },
    { idempotencyKey },
  )
}

/** Ends a subscription at once, unless it has ended: nothing is charged and nothing given back by this. */
export async function cancelAtOnce(
  id: string,
  feedback: CancellationReason | null,
  idempotencyKey: string,
): Promise<void> {
  try {
    await stripe().subscriptions.cancel(
      id,
      { prorate: false, invoice_now: false, ...detailsOf(feedback) },
      { idempotencyKey },
    )
  } catch (error) {
    if (stripeFailure(error) !== "not-found") throw error
  }
}

function detailsOf(feedback: CancellationReason | null) {
  return feedback ? { cancellation_details: { feedback } } : {}
}

const ending = z.object({ cancel_at_period_end: z.boolean(), cancel_at: optionalTime })

/** Takes a cancellation back, however it was asked for: at the period's end, or at a date. */
export async function takeBackCancellation(id: string, idempotencyKey: string): Promise<void> {
  const { cancel_at_period_end: atPeriodEnd, cancel_at: at } = ending.parse(
    await stripe().subscriptions.retrieve(id),
  )
  if (!atPeriodEnd && !at) return
  await stripe().subscriptions.update(
    id,
    atPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: "" },
    { idempotencyKey },
  )
}

/**
 * Pauses a subscription: no invoices and no service, and what is left of the paid period is credited
 * to the next invoice. Source: https://docs.stripe.com/billing/subscriptions/pause
 */
export async function pauseAtStripe(id: string, idempotencyKey: string): Promise<void> {
  await stripe().subscriptions.pause(
    id,
    {
      type: "subscription",
      bill_for: { unused_time_from: { type: "now" } },
      invoicing_behavior: "pending_invoice_item",
    },
    { idempotencyKey },
  )
}

/**
 * Goes on with a paused subscription, in a period that begins now, once its charge is paid; what the
 * pause credited is counted. It stays paused while the charge fails.
 * Source: https://docs.stripe.com/api/subscriptions/resume
 */
export async function resumeAtStripe(id: string, idempotencyKey: string): Promise<void> {
  await stripe().subscriptions.resume(
    id,
    {
      billing_cycle_anchor: { type: "now" },
      payment_behavior: "resume_on_payment_success",
    },
    { idempotencyKey },
  )
}

/** Ends Stripe's other pause, of charging alone: the next renewal is charged. */
export async function resumeCollection(id: string, idempotencyKey: string): Promise<void> {
  await stripe().subscriptions.update(id, { pause_collection: "" }, { idempotencyKey })
}

/** Has a subscription charged to this card from now on; it comes before the customer's default. */
export async function saveSubscriptionCard(id: string, cardId: string): Promise<void> {
  await stripe().subscriptions.update(id, { default_payment_method: cardId })
}
