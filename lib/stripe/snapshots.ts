import { z } from "zod"
import { fromStripeAmount } from "@/lib/stripe/amounts"
import { metadata, optionalId, optionalTime, time } from "@/lib/stripe/shapes"

// What of Stripe's objects the shop reads, in the shop's own units and closed unions. Status values
// are open strings at Stripe: one that is not known here is refused loudly, not guessed.

const session = z
  .object({
    id: z.string(),
    status: z.enum(["open", "complete", "expired"]),
    payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
    mode: z.string(),
    url: z.string().nullish(),
    currency: z.string(),
    amount_subtotal: z.number().int(),
    amount_total: z.number().int(),
    total_details: z.object({ amount_tax: z.number().int() }).nullish(),
    customer: optionalId,
    customer_details: z
      .object({
        email: z.string().nullish(),
        name: z.string().nullish(),
        address: z
          .object({
            line1: z.string().nullish(),
            line2: z.string().nullish(),
            postal_code: z.string().nullish(),
            city: z.string().nullish(),
            state: z.string().nullish(),
            country: z.string().nullish(),
          })
          .nullish(),
        tax_ids: z.array(z.object({ value: z.string().nullish() })).nullish(),
      })
      .nullish(),
    payment_intent: z
      .union([z.string(), z.object({ id: z.string(), status: z.string() })])
      .nullish(),
    subscription: optionalId,
    metadata,
    expires_at: time,
    livemode: z.boolean(),
  })
  .transform((raw) => {
    const intent = raw.payment_intent
    return {
      id: raw.id,
      status: raw.status,
      mode: raw.mode,
      paymentStatus: raw.payment_status,
      url: raw.url ?? null,
      currency: raw.currency,
      amountSubtotal: fromStripeAmount(raw.amount_subtotal, raw.currency),
      amountTax: fromStripeAmount(raw.total_details?.amount_tax ?? 0, raw.currency),
      amountTotal: fromStripeAmount(raw.amount_total, raw.currency),
      customerId: raw.customer,
      email: raw.customer_details?.email ?? null,
      name: raw.customer_details?.name ?? null,
      country: raw.customer_details?.address?.country ?? null,
      /** As it is written on a letter, without the country; empty where none was asked for. */
      address: linesOf(raw.customer_details?.address ?? {}),
      /** The VAT number that was typed; whether the authority knows it is told later. */
      taxId: raw.customer_details?.tax_ids?.find(({ value }) => value)?.value ?? null,
      paymentIntentId: typeof intent === "string" ? intent : (intent?.id ?? null),
      /** Told only when the payment intent was expanded. */
      paymentFailed:
        typeof intent === "object" && intent !== null
          ? ["canceled", "requires_payment_method"].includes(intent.status)
          : false,
      subscriptionId: raw.subscription,
      metadata: raw.metadata,
      expiresAt: raw.expires_at,
    }
  })

function linesOf(address: Record<string, string | null | undefined>): string[] {
  const { line1, line2, postal_code, city, state } = address
  const place = [postal_code, city].filter(Boolean).join(" ")
  return [line1, line2, place, state].flatMap((line) => line || [])
}

const refund = z
  .object({
    id: z.string(),
    payment_intent: optionalId,
    amount: z.number().int(),
    currency: z.string(),
    status: z
      .enum(["pending", "requires_action", "succeeded", "failed", "canceled"])
      .nullish()
      .transform((status) => status ?? "pending"),
    metadata,
    created: time,
  })
  .transform((raw) => ({
    id: raw.id,
    paymentIntentId: raw.payment_intent,
    amount: fromStripeAmount(raw.amount, raw.currency),
    currency: raw.currency,
    status: raw.status,
    lineId: raw.metadata.line ?? null,
    /** The request of the shop's that it answers. */
    requestId: raw.metadata.request ?? null,
    createdAt: raw.created,
  }))

const dispute = z
  .object({
    id: z.string(),
    payment_intent: optionalId,
    amount: z.number().int(),
    currency: z.string(),
    reason: z.string(),
    status: z.enum([
      "warning_needs_response",
      "warning_under_review",
      "warning_closed",
      "needs_response",
      "under_review",
      "won",
      "lost",
      "prevented",
      "appeal_needs_response",
      "appeal_under_review",
    ]),
    evidence_details: z.object({ due_by: optionalTime }).nullish(),
    created: time,
  })
  .transform((raw) => ({
    id: raw.id,
    paymentIntentId: raw.payment_intent,
    amount: fromStripeAmount(raw.amount, raw.currency),
    currency: raw.currency,
    reason: raw.reason,
    status: raw.status,
    /** Until when evidence is taken; null: none is. */
    evidenceDueAt: raw.evidence_details?.due_by ?? null,
    createdAt: raw.created,
  }))

const paymentIntent = z
  .object({ id: z.string(), status: z.string(), metadata })
  .transform((raw) => raw)

const customer = z
  .object({ id: z.string(), name: z.string().nullish(), deleted: z.boolean().optional() })
  .transform((raw) => ({ id: raw.id, name: raw.name ?? null, isDeleted: raw.deleted ?? false }))

/** A Checkout session in payment or subscription mode. Amounts in ISO minor units. */
export type SessionSnapshot = z.infer<typeof session>
/** A refund. Amount in ISO minor units; `lineId` from its metadata. */
export type RefundSnapshot = z.infer<typeof refund>
/** A dispute. Amount in ISO minor units. */
export type DisputeSnapshot = z.infer<typeof dispute>
/** A payment intent, as far as it tells whose it is. */
export type PaymentIntentSnapshot = z.infer<typeof paymentIntent>
/** A customer at Stripe. */
export type CustomerSnapshot = z.infer<typeof customer>

/** Reads an object of Stripe's, from an event or an answer. Each throws on a shape not known here. */
export const readSession = (object: unknown): SessionSnapshot => session.parse(object)
export const readRefund = (object: unknown): RefundSnapshot => refund.parse(object)
export const readDispute = (object: unknown): DisputeSnapshot => dispute.parse(object)
export const readPaymentIntent = (object: unknown): PaymentIntentSnapshot =>
  paymentIntent.parse(object)
export const readCustomer = (object: unknown): CustomerSnapshot => customer.parse(object)

/** A snapshot and the time on Stripe's clock at which it was true. */
export type Versioned<T> = { snapshot: T; versionAt: Date }
