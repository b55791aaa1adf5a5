import { db } from "@/lib/db"
import type { Campaign } from "@/lib/shop/campaign-rules"
import { newId } from "@/lib/tokens"

const lineFields = {
  select: {
    id: true,
    editionId: true,
    priceId: true,
    productTitle: true,
    editionTitle: true,
    amountSubtotal: true,
    edition: { select: { slug: true, product: { select: { slug: true } } } },
  },
  orderBy: { position: "asc" },
} as const

const fields = {
  id: true,
  attempt: true,
  status: true,
  customerId: true,
  email: true,
  currency: true,
  amountSubtotal: true,
  amountTotal: true,
  locale: true,
  stripeSessionId: true,
  stripePaymentIntentId: true,
  stripeAttempt: true,
  linkVersion: true,
  createdAt: true,
  erasedAt: true,
  reassignedAt: true,
  lines: lineFields,
} as const

/** An order as the verbs of this folder see it. Amounts in minor units of its currency. */
export type CheckoutRow = NonNullable<Awaited<ReturnType<typeof findCheckout>>>

/** An order by its id, or null. */
export async function findCheckout(id: string) {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  return db().checkout.findUnique({ where: { id }, select: fields })
}

/** The order that this page's button made, or null. */
export async function findCheckoutByAttempt(attempt: string) {
  return db().checkout.findUnique({ where: { attempt }, select: fields })
}

/** An order before it is written. Amounts in minor units of its currency. */
export type NewCheckout = {
  attempt: string
  currency: string
  locale: string
  termsVersion: string
  /** The version of the consent to immediate delivery that stood with the button. */
  deliveryConsent: string
  /** The customer who is signed in; a guest's is known when they have paid. */
  customerId?: string | null
  email?: string
  status?: "open" | "paid"
  /** What led its buyer to the shop. */
  campaign: Campaign
  lines: {
    editionId: string
    priceId: string
    productTitle: string
    editionTitle: string
    amount: number
  }[]
}

/**
 * Writes an order and its lines, once for each attempt: a second call with the same attempt changes
 * nothing. Whether this call wrote it.
 */
export async function recordCheckout(order: NewCheckout, now: Date): Promise<boolean> {
  const id = newId()
  const amount = order.lines.reduce((sum, line) => sum + line.amount, 0)
  const { count } = await db().checkout.createMany({
    data: [
      {
        id,
        attempt: order.attempt,
        status: order.status ?? "open",
        currency: order.currency,
        locale: order.locale,
        customerId: order.customerId ?? null,
        email: order.email ?? null,
        amountSubtotal: amount,
        amountTotal: amount,
        utmSource: order.campaign.utm_source,
        utmMedium: order.campaign.utm_medium,
        utmCampaign: order.campaign.utm_campaign,
        utmTerm: order.campaign.utm_term,
        utmContent: order.campaign.utm_content,
        termsVersion: order.termsVersion,
        termsAgreedAt: now,
        deliveryConsent: order.deliveryConsent,
        deliveryConsentAt: now,
        createdAt: now,
        paidAt: order.status === "paid" ? now : null,
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) return false
  await db().checkoutLine.createMany({
    data: order.lines.map(({ amount: subtotal, ...line }, position) => ({
      id: newId(),
      checkoutId: id,
      position,
      ...line,
      amountSubtotal: subtotal,
      amountTotal: subtotal,
    })),
  })
  return true
}

/**
 * A customer's orders of one edition that wait for their payment at Stripe, begun since `since`, the
 * newest first.
 */
export async function listOpenOrders(
  customerId: string,
  editionId: string,
  since: Date,
): Promise<CheckoutRow[]> {
  return db().checkout.findMany({
    where: {
      customerId,
      status: "open",
      createdAt: { gte: since },
      lines: { every: { editionId } },
    },
    orderBy: { createdAt: "desc" },
    take: 20,
    select: fields,
  })
}

/** Ties an order to its Stripe session. */
export async function saveSession(
  id: string,
  session: { id: string; expiresAt: Date },
): Promise<void> {
  await db().checkout.updateMany({
    where: { id, status: { in: ["open", "expired"] } },
    data: { stripeSessionId: session.id, expiresAt: session.expiresAt, status: "open" },
  })
}

/** The next call for this order uses a new idempotency key, unless somebody else has moved it on. */
export async function saveNextAttempt(id: string, stripeAttempt: number): Promise<void> {
  await db().checkout.updateMany({
    where: { id, stripeAttempt },
    data: { stripeAttempt: stripeAttempt + 1 },
  })
}

/** Moves an order on. */
/** Settles the lines' tax and totals, in the order of the lines. */
/** The id of the order that a payment intent pays, or null. */
/** Ties an order to its payment intent when it has none yet. */
/** Unsettled orders with a session, made before `before`, the longest unasked first. */
/** Notes that an order was asked after, so that the next sweep begins with others. */
/** The paid orders of an address, newest first. */
export async function listOrdersOf(
  email: string,
  limit: number,
): Promise<{ id: string; linkVersion: number }[]> {
  return db().checkout.findMany({
    where: { status: "paid", customer: { email } },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: { id: true, linkVersion: true },
  })
}
