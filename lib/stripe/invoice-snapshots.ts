import { z } from "zod"
import { fromStripeAmount } from "@/lib/stripe/amounts"
import { metadata, optionalId, optionalTime, time } from "@/lib/stripe/shapes"

// Both shapes of an invoice: since 2025-03-31 ("basil") it names its subscription under `parent` and what
// settled it under `payments`; before, it named both itself. https://docs.stripe.com/changelog/basil

const line = z.object({
  amount: z.number().int(),
  description: z.string().nullish(),
  period: z.object({ start: time, end: time }),
  proration: z.boolean().nullish(),
  price: z.object({ id: z.string() }).nullish(),
  pricing: z
    .object({
      price_details: z
        .object({
          price: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
        })
        .nullish(),
    })
    .nullish(),
  parent: z
    .object({
      subscription_item_details: z.object({ proration: z.boolean().nullish() }).nullish(),
      invoice_item_details: z.object({ proration: z.boolean().nullish() }).nullish(),
    })
    .nullish(),
})

const paymentLink = z.object({
  amount_paid: z.number().int().nullish(),
  currency: z.string(),
  payment: z.object({ payment_intent: optionalId }),
  status_transitions: z.object({ paid_at: optionalTime }).nullish(),
})

const subscriptionDetails = z
  .object({ subscription: optionalId, metadata })
  .partial({ subscription: true })

const invoice = z
  .object({
    id: z.string(),
    customer: optionalId,
    number: z.string().nullish(),
    status: z.enum(["draft", "open", "paid", "uncollectible", "void"]),
    billing_reason: z.string().nullish(),
    currency: z.string(),
    subtotal: z.number().int(),
    total: z.number().int(),
    total_excluding_tax: z.number().int().nullish(),
    amount_due: z.number().int(),
    amount_paid: z.number().int(),
    attempt_count: z.number().int().nullish(),
    next_payment_attempt: optionalTime,
    hosted_invoice_url: z.string().nullish(),
    invoice_pdf: z.string().nullish(),
    created: time,
    status_transitions: z.object({ paid_at: optionalTime }).nullish(),
    lines: z.object({ data: z.array(line), has_more: z.boolean().optional() }),
    parent: z.object({ subscription_details: subscriptionDetails.nullish() }).nullish(),
    payments: z.object({ data: z.array(paymentLink) }).nullish(),
    subscription: optionalId,
    subscription_details: subscriptionDetails.nullish(),
    payment_intent: optionalId,
    livemode: z.boolean(),
  })
  .transform((raw) => {
    const money = (amount: number) => fromStripeAmount(amount, raw.currency)
    const details = raw.parent?.subscription_details ?? raw.subscription_details
    const paidAt = raw.status_transitions?.paid_at ?? null
    const lines = raw.lines.data.map((one) => {
      const { subscription_item_details: item, invoice_item_details: extra } = one.parent ?? {}
      return {
        description: one.description ?? "",
        amount: money(one.amount),
        periodStartsAt: one.period.start,
        periodEndsAt: one.period.end,
        stripePriceId: one.pricing?.price_details?.price ?? one.price?.id ?? null,
        isProration: one.proration ?? item?.proration ?? extra?.proration ?? false,
      }
    })
    const known = (raw.payments?.data ?? []).flatMap((one) => {
      const intent = one.payment.payment_intent
      if (!intent) return []
      const amount = fromStripeAmount(one.amount_paid ?? 0, one.currency)
      return [{ paymentIntentId: intent, amount, paidAt: one.status_transitions?.paid_at ?? null }]
    })
    const own = raw.payment_intent
    return {
      id: raw.id,
      customerId: raw.customer,
      subscriptionId: details?.subscription ?? raw.subscription,
      shopId: details?.metadata.kiosk ?? null,
      number: raw.number ?? null,
      status: raw.status,
      billingReason: raw.billing_reason ?? "manual",
      currency: raw.currency,
      amountSubtotal: money(raw.subtotal),
      amountTax: money(raw.total - (raw.total_excluding_tax ?? raw.total)),
      amountTotal: money(raw.total),
      amountDue: money(raw.amount_due),
      amountPaid: money(raw.amount_paid),
      attemptCount: raw.attempt_count ?? 0,
      nextAttemptAt: raw.next_payment_attempt,
      hostedUrl: raw.hosted_invoice_url ?? null,
      pdfUrl: raw.invoice_pdf ?? null,
      createdAt: raw.created,
      paidAt,
      lines,
      hasMoreLines: raw.lines.has_more ?? false,
      payments:
        known.length === 0 && own && raw.status === "paid"
          ? [{ paymentIntentId: own, amount: money(raw.amount_paid), paidAt }]
          : known,
    }
  })

/** An invoice with its lines and what settled it. Amounts in ISO minor units. */
export type InvoiceSnapshot = z.infer<typeof invoice>

/** Reads an invoice of either shape. Throws on a state that is not known here. */
export const readInvoice = (object: unknown): InvoiceSnapshot => invoice.parse(object)
