import { z } from "zod"
import { fromStripeAmount } from "@/lib/stripe/amounts"
import { listNames } from "@/lib/stripe/metadata"
import { metadata, optionalId, optionalTime, time } from "@/lib/stripe/shapes"

// Objects of Stripe Billing as the shop reads them, in its own units and closed unions. Two shapes are
// accepted: since 2025-03-31 ("basil") periods stand on the items and an invoice names its subscription
// under `parent`; before, periods stood on the subscription and the invoice named it itself.
// https://docs.stripe.com/changelog/basil

const unit = z.enum(["day", "week", "month", "year"])

const product = z
  .object({ id: z.string(), name: z.string(), active: z.boolean(), metadata })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    isActive: raw.active,
    groups: listNames(raw.metadata, "groups"),
    features: listNames(raw.metadata, "features"),
    shopId: raw.metadata.kiosk ?? null,
  }))

const price = z
  .object({
    id: z.string(),
    product: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
    currency: z.string(),
    unit_amount: z.number().int().nullish(),
    active: z.boolean(),
    recurring: z.object({ interval: unit, interval_count: z.number().int() }).nullish(),
  })
  .transform((raw) => ({
    id: raw.id,
    productId: raw.product,
    currency: raw.currency,
    amount: fromStripeAmount(raw.unit_amount ?? 0, raw.currency),
    periodUnit: raw.recurring?.interval ?? null,
    periodCount: raw.recurring?.interval_count ?? null,
    isActive: raw.active,
  }))

const item = z.object({
  id: z.string(),
  price,
  quantity: z.number().int().nullish(),
  current_period_start: time.optional(),
  current_period_end: time.optional(),
})

const subscription = z
  .object({
    id: z.string(),
    status: z.enum([
      "incomplete",
      "incomplete_expired",
      "trialing",
      "active",
      "past_due",
      "canceled",
      "unpaid",
      "paused",
    ]),
    customer: optionalId,
    metadata,
    start_date: time,
    trial_start: optionalTime,
    trial_end: optionalTime,
    cancel_at: optionalTime,
    cancel_at_period_end: z.boolean().nullish(),
    canceled_at: optionalTime,
    ended_at: optionalTime,
    pause_collection: z
      .object({
        behavior: z.enum(["keep_as_draft", "mark_uncollectible", "void"]),
        resumes_at: optionalTime,
      })
      .nullish(),
    status_details: z.object({ paused: z.object({ transitioned_at: time }).nullish() }).nullish(),
    latest_invoice: optionalId,
    schedule: optionalId,
    default_payment_method: optionalId,
    current_period_start: time.optional(),
    current_period_end: time.optional(),
    items: z.object({ data: z.array(item), has_more: z.boolean().optional() }),
    livemode: z.boolean(),
  })
  .transform((raw) => {
    const items = raw.items.data.map((one) => ({
      id: one.id,
      price: one.price,
      quantity: one.quantity ?? 1,
      periodStartsAt: one.current_period_start ?? raw.current_period_start ?? raw.start_date,
      periodEndsAt: one.current_period_end ?? raw.current_period_end ?? null,
    }))
    const ends = items.flatMap((one) => one.periodEndsAt?.getTime() ?? [])
    const periodEnd = ends.length > 0 ? new Date(Math.max(...ends)) : null
    return {
      id: raw.id,
      status: raw.status,
      customerId: raw.customer,
      metadata: raw.metadata,
      startedAt: raw.start_date,
      trialStartsAt: raw.trial_start,
      trialEndsAt: raw.trial_end,
      cancelAt: raw.cancel_at ?? (raw.cancel_at_period_end ? periodEnd : null),
      canceledAt: raw.canceled_at,
      endedAt: raw.ended_at,
      pausedAt:
        raw.status === "paused" ? (raw.status_details?.paused?.transitioned_at ?? null) : null,
      pauseCollection: raw.pause_collection?.behavior ?? null,
      resumesAt: raw.pause_collection?.resumes_at ?? null,
      latestInvoiceId: raw.latest_invoice,
      scheduleId: raw.schedule,
      paymentMethodId: raw.default_payment_method,
      items,
      /** More items than the object holds: the rest has to be fetched. */
      hasMoreItems: raw.items.has_more ?? false,
    }
  })

/** A Stripe product, as far as it says what it opens. */
export type ProductSnapshot = z.infer<typeof product>
/** A Stripe price. Amount in ISO minor units for one period. */
export type PriceSnapshot = z.infer<typeof price>
/** A subscription with its items. */
export type SubscriptionSnapshot = z.infer<typeof subscription>

/** Each throws on a shape or a state that is not known here. */
export const readProduct = (object: unknown): ProductSnapshot => product.parse(object)
export const readPrice = (object: unknown): PriceSnapshot => price.parse(object)
export const readSubscription = (object: unknown): SubscriptionSnapshot =>
  subscription.parse(object)
/** One item by itself, as its list answers; periods are its own. */
export const readItem = (object: unknown): SubscriptionSnapshot["items"][number] => {
  const raw = item.parse(object)
  return {
    id: raw.id,
    price: raw.price,
    quantity: raw.quantity ?? 1,
    periodStartsAt: raw.current_period_start ?? new Date(0),
    periodEndsAt: raw.current_period_end ?? null,
  }
}
