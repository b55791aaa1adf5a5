import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import type { Prisma } from "@/prisma/client/client"

/** Somebody's subscriptions, and a price of the plans on sale that the running one can change to. */
export type MadeSubscriptions = { running: string; otherPriceId: string }

/**
 * Gives a customer a subscription in each state that has a form of its own: running, cancelled, with a
 * change to come, and unpaid. Stripe knows none of them: no form may get as far as that.
 */
export async function makeSubscriptions(customerId: string): Promise<MadeSubscriptions> {
  const has = await priceOf("evening")
  const other = await priceOf("matinee")
  const soon = plusSeconds(new Date(), 20 * 86_400)
  const running = await make(customerId, has, {})
  await make(customerId, has, { cancelAt: soon, canceledAt: new Date() })
  await make(customerId, has, {
    stripeScheduleId: `sub_sched_${newId()}`,
    nextStripePriceId: other.stripePriceId,
    nextPriceAt: soon,
  })
  const unpaid = await make(customerId, has, { status: "past_due" })
  await db().invoice.create({
    data: {
      id: newId(),
      stripeInvoiceId: `in_${newId()}`,
      stripeSubscriptionId: unpaid.stripeSubscriptionId,
      status: "open",
      currency: "usd",
      billingReason: "subscription_cycle",
      amountSubtotal: 999,
      amountTotal: 999,
      amountPaid: 0,
      amountDue: 999,
      stripeVersionAt: new Date(),
      createdAt: new Date(),
    },
  })
  return { running: running.id, otherPriceId: other.id }
}

async function priceOf(slug: string) {
  const price = await db().planPrice.findFirstOrThrow({
    where: {
      plan: { slug, retiredAt: null },
      archivedAt: null,
      currency: "usd",
      periodUnit: "month",
    },
    include: { plan: true },
  })
  const { stripePriceId, plan } = price
  if (!stripePriceId || !plan.stripeProductId) throw new Error(`${slug} is not known at Stripe.`)
  return { id: price.id, stripePriceId, stripeProductId: plan.stripeProductId }
}

async function make(
  customerId: string,
  price: Awaited<ReturnType<typeof priceOf>>,
  state: Partial<
    Pick<
      Prisma.SubscriptionUncheckedCreateInput,
      | "status"
      | "cancelAt"
      | "canceledAt"
      | "stripeScheduleId"
      | "nextStripePriceId"
      | "nextPriceAt"
    >
  >,
) {
  const id = newId()
  const startedAt = plusSeconds(new Date(), -10 * 86_400)
  return db().subscription.create({
    data: {
      id,
      customerId,
      stripeSubscriptionId: `sub_${id}`,
      status: "active",
      startedAt,
      stripeVersionAt: new Date(),
      items: {
        create: {
          id: newId(),
          stripeItemId: `si_${id}`,
          stripePriceId: price.stripePriceId,
          stripeProductId: price.stripeProductId,
          periodStartsAt: startedAt,
          periodEndsAt: plusSeconds(startedAt, 30 * 86_400),
        },
      },
      ...state,
    },
    select: { id: true, stripeSubscriptionId: true },
  })
}
