import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import type { MadeProduct } from "@/tests/support/factories"
import type { MadePlan } from "@/tests/support/subscribed"

// Rows of the books at any time, straight into the database: what figures are read from.

type Order = {
  products: MadeProduct[]
  /** Minor units, one for each product; the editions' own prices, when not given. */
  amounts?: number[]
  currency?: string
  tax?: number
  country?: string
  at: string
  status?: "paid" | "open" | "processing" | "expired" | "failed" | "withheld"
}

/** An order with a line for each product, made and, unless it is in another state, paid at one time. */
export async function writeOrder(order: Order): Promise<{ id: string; lineIds: string[] }> {
  const { products, currency = "usd", tax = 0, country = null, status = "paid" } = order
  const at = new Date(order.at)
  const amounts = products.map(({ edition }, n) => order.amounts?.[n] ?? edition.amount)
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  const id = newId()
  const lines = products.map(({ title, edition }, position) => ({
    id: newId(),
    editionId: edition.id,
    priceId: edition.priceId ?? "",
    position,
    productTitle: title,
    editionTitle: edition.title,
    amountSubtotal: amounts[position] ?? 0,
    amountTotal: amounts[position] ?? 0,
  }))
  await db().checkout.create({
    data: {
      id,
      attempt: newId(),
      status,
      currency,
      country,
      amountSubtotal: total - tax,
      amountTax: tax,
      amountTotal: total,
      locale: "en-US",
      createdAt: at,
      paidAt: status === "paid" ? at : null,
      lines: { createMany: { data: lines } },
    },
  })
  return { id, lineIds: lines.map((line) => line.id) }
}

type Taken = { amount: number; at: string; currency?: string } & (
  | { checkoutId: string; lineId?: string }
  | { invoiceId: string }
)

export async function writeRefund({
  at,
  status = "succeeded",
  ...refund
}: Taken & { status?: "succeeded" | "pending" | "failed" }): Promise<void> {
  const id = newId()
  const times = { createdAt: new Date(at), stripeVersionAt: new Date(at) }
  await db().refund.create({
    data: { currency: "usd", ...refund, id, stripeRefundId: `re_${id}`, status, ...times },
  })
}

export async function writeDispute({
  at,
  status,
  ...dispute
}: Taken & { status: "needs_response" | "won" | "lost" }): Promise<void> {
  const id = newId()
  const times = { createdAt: new Date(at), stripeVersionAt: new Date(at) }
  const reason = "fraudulent"
  await db().dispute.create({
    data: {
      currency: "usd",
      ...dispute,
      id,
      stripeDisputeId: `dp_${id}`,
      status,
      reason,
      ...times,
    },
  })
}

/** An invoice of a plan, made and, where it is paid, paid at one time. */
export async function writeInvoice(invoice: {
  plan: MadePlan
  at: string
  status: "paid" | "open"
}): Promise<string> {
  const { plan, status } = invoice
  const [id, at] = [newId(), new Date(invoice.at)]
  const line = { description: plan.slug, amount: plan.amount, stripePriceId: plan.stripePriceId }
  await db().invoice.create({
    data: {
      id,
      stripeInvoiceId: `in_${id}`,
      status,
      billingReason: "subscription_cycle",
      currency: "usd",
      amountSubtotal: plan.amount,
      amountTotal: plan.amount,
      amountDue: plan.amount,
      amountPaid: status === "paid" ? plan.amount : 0,
      lines: [line],
      createdAt: at,
      paidAt: status === "paid" ? at : null,
      stripeVersionAt: at,
    },
  })
  return id
}

/** A subscription to a plan, whose first period is the one that runs. */
export async function writeSubscription(subscription: {
  plan: MadePlan
  customerId: string
  startedAt: string
  quantity?: number
  status?: "active" | "trialing" | "canceled" | "incomplete_expired"
  trialEndsAt?: string
  canceledAt?: string
  cancelAt?: string
  endedAt?: string
  cancelledBecause?: "duplicate"
}): Promise<string> {
  const {
    plan,
    customerId,
    quantity = 1,
    status = "active",
    cancelledBecause = null,
  } = subscription
  const [id, startedAt] = [newId(), new Date(subscription.startedAt)]
  const date = (at: string | undefined) => (at ? new Date(at) : null)
  await db().subscription.create({
    data: {
      id,
      customerId,
      stripeSubscriptionId: `sub_${id}`,
      status,
      startedAt,
      trialEndsAt: date(subscription.trialEndsAt),
      canceledAt: date(subscription.canceledAt),
      cancelAt: date(subscription.cancelAt),
      endedAt: date(subscription.endedAt),
      cancelledBecause,
      planPriceId: plan.priceId,
      stripeVersionAt: startedAt,
      items: {
        create: {
          id: newId(),
          stripeItemId: `si_${id}`,
          stripePriceId: plan.stripePriceId,
          stripeProductId: plan.stripeProductId,
          quantity,
          periodStartsAt: startedAt,
        },
      },
    },
  })
  return id
}
