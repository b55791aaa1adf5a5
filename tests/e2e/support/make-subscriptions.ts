import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { mailboxKey } from "@/lib/subscriptions/rules/mailbox"
import { newId } from "@/lib/tokens"
import type { Prisma } from "@/prisma/client/client"

/** Somebody's subscriptions, and a price of the plans on sale that the running one can change to. */
export type MadeSubscriptions = { running: string; otherPriceId: string; invoiceId: string }

/**
 * Gives a customer a subscription in each state that has a form of its own: running, cancelled, with a
 * change to come, and unpaid. Stripe knows none of them: no form may get as far as that.
 */
export async function makeSubscriptions(customerId: string): Promise<MadeSubscriptions> {
  const other = await db().planPrice.findFirstOrThrow({
    where: {
      plan: { slug: "matinee", retiredAt: null },
      archivedAt: null,
      currency: "usd",
      periodUnit: "month",
    },
    include: { plan: { select: { familyId: true } } },
  })
  const has = await makeRetired(other.plan.familyId)
  const soon = plusSeconds(new Date(), 20 * 86_400)
  const running = await make(customerId, has, {})
  await make(customerId, has, { cancelAt: soon, canceledAt: new Date() })
  await make(customerId, has, {
    stripeScheduleId: `sub_sched_${newId()}`,
    nextStripePriceId: "price_other",
    nextPriceAt: soon,
  })
  const unpaid = await make(customerId, has, { status: "past_due" })
  const { id: invoiceId } = await db().invoice.create({
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
  return { running: running.id, otherPriceId: other.id, invoiceId }
}

type Price = { id: string; stripePriceId: string; stripeProductId: string }

// A plan that is not on any shelf, of a family that is: pages of plans look as they did.
async function makeRetired(familyId: string): Promise<Price> {
  const [id, planId] = [newId(), newId()]
  const [stripePriceId, stripeProductId] = [`price_${id}`, `prod_${id}`]
  await db().plan.create({
    data: {
      id: planId,
      familyId,
      slug: `former-${planId}`,
      title: "Former",
      tier: 2,
      groups: [],
      features: [],
      stripeProductId,
      retiredAt: new Date(),
      prices: {
        create: {
          id,
          currency: "usd",
          amount: 999,
          periodUnit: "month",
          periodCount: 1,
          stripePriceId,
        },
      },
    },
  })
  return { id, stripePriceId, stripeProductId }
}

/** Notes that an address had its free trial, with a plan that has ended: the next one is charged at once. */
export async function hadTrial(email: string): Promise<void> {
  const { id: customerId } = await db().customer.findUniqueOrThrow({ where: { email } })
  const { familyId } = await db().plan.findFirstOrThrow({ where: { slug: "matinee" } })
  const endedAt = plusSeconds(new Date(), -86_400)
  const { id: subscriptionId } = await make(customerId, await makeRetired(familyId), {
    status: "canceled",
    canceledAt: endedAt,
    endedAt,
  })
  await db().trialUse.create({
    data: { id: newId(), subscriptionId, customerId, mailboxKey: mailboxKey(email) },
  })
}

async function make(
  customerId: string,
  price: Price,
  state: Partial<
    Pick<
      Prisma.SubscriptionUncheckedCreateInput,
      | "status"
      | "cancelAt"
      | "canceledAt"
      | "endedAt"
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
