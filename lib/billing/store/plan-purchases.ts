import type { PlanCheckoutRow } from "@/lib/billing/store/plan-checkouts"
import { db } from "@/lib/db"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"
import { newId } from "@/lib/tokens"

/**
 * Writes the rows of a plan that was bought once, all under the session's id. Null: they are there. Must
 * run under `lockSubscription`.
 */
export async function savePlanPurchase(bought: {
  checkout: PlanCheckoutRow
  session: SessionSnapshot
  paidAt: Date
  /** When it opens. */
  startsAt: Date
  /** Null: for ever. */
  endsAt: Date | null
}): Promise<{ subscriptionId: string; invoiceId: string } | null> {
  const { checkout, session, paidAt, startsAt, endsAt } = bought
  const { planPrice, customerId } = checkout
  const known = await db().subscription.findUnique({
    where: { stripeSubscriptionId: session.id },
    select: { id: true },
  })
  if (known || !planPrice.stripePriceId || !planPrice.plan.stripeProductId) return null
  const [subscriptionId, invoiceId] = [newId(), newId()]
  await db().subscription.create({
    data: {
      id: subscriptionId,
      customerId,
      stripeSubscriptionId: session.id,
      stripeCustomerId: session.customerId,
      isRecurring: false,
      status: "active",
      startedAt: startsAt,
      planPriceId: planPrice.id,
      isSelfService: true,
      stripeVersionAt: startsAt,
      items: {
        create: {
          id: newId(),
          stripeItemId: session.id,
          stripePriceId: planPrice.stripePriceId,
          stripeProductId: planPrice.plan.stripeProductId,
          periodStartsAt: startsAt,
          periodEndsAt: endsAt,
        },
      },
    },
  })
  await db().invoice.create({
    data: {
      id: invoiceId,
      stripeInvoiceId: session.id,
      stripeSubscriptionId: session.id,
      stripeCustomerId: session.customerId,
      status: "paid",
      billingReason: "manual",
      currency: session.currency,
      amountSubtotal: session.amountSubtotal,
      amountTax: session.amountTax,
      amountTotal: session.amountTotal,
      amountDue: session.amountTotal,
      amountPaid: session.amountTotal,
      periodStartsAt: startsAt,
      periodEndsAt: endsAt ?? startsAt,
      lines: [lineOf(bought)],
      createdAt: paidAt,
      paidAt,
      stripeVersionAt: startsAt,
      ...(session.paymentIntentId
        ? { payments: { create: { id: newId(), ...paymentOf(session, paidAt) } } }
        : {}),
    },
  })
  return { subscriptionId, invoiceId }
}

function lineOf({ checkout, session, startsAt, endsAt }: Parameters<typeof savePlanPurchase>[0]) {
  return {
    description: checkout.planPrice.plan.title,
    amount: session.amountSubtotal,
    periodStartsAt: startsAt.toISOString(),
    periodEndsAt: (endsAt ?? startsAt).toISOString(),
    stripePriceId: checkout.planPrice.stripePriceId,
    isProration: false,
  }
}

function paymentOf(session: SessionSnapshot, paidAt: Date) {
  return {
    stripePaymentIntentId: session.paymentIntentId ?? "",
    currency: session.currency,
    amount: session.amountTotal,
    paidAt,
  }
}
