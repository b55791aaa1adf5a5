import { db } from "@/lib/db"
import { type ChargedItem, type NextCharge, nextChargeOf } from "@/lib/mail/rules/next-charge"
import { type Access, accessOf } from "@/lib/subscriptions/rules/access"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import type { SubscriptionStatus } from "@/lib/subscriptions/rules/status-words"
import { findSubscribed } from "@/lib/subscriptions/store/access"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

/** A subscription as a mail tells it. */
export type MailSubscription = {
  id: string
  stripeSubscriptionId: string
  /** What it is called: its plans' titles, or what Stripe calls the products. */
  title: string
  status: SubscriptionStatus
  isRecurring: boolean
  cancelledBecause: "duplicate" | "trial_used" | null
  trialEndsAt: Date | null
  cancelAt: Date | null
  endedAt: Date | null
  isPaused: boolean
  /** When the periods end that run now, one for each item. */
  periodsEndAt: Date[]
  /** Null: nothing is charged any more, or it is not known what. */
  nextCharge: NextCharge | null
  /** When it opens what it does; null: never. */
  access: Access | null
}

/** A subscription by its id. Throws when there is none. */
export async function getMailSubscription(id: string): Promise<MailSubscription> {
  const row = await db().subscription.findUniqueOrThrow({
    where: { id },
    include: { items: { where: { removedAt: null }, orderBy: { id: "asc" } } },
  })
  const subscribed = await findSubscribed(id)
  const settings = await getBillingSettings()
  return {
    ...row,
    title: await titleOf(row.items.map((item) => item.stripeProductId)),
    isPaused: row.status === "paused" || row.pauseCollection !== null,
    periodsEndAt: row.items.flatMap((item) => item.periodEndsAt ?? []),
    nextCharge: await findNextCharge(row),
    access: subscribed && accessOf(subscribed.state, settings),
  }
}

/** The subscription that Stripe calls so, or null. */
export async function findMailSubscription(
  stripeSubscriptionId: string,
): Promise<MailSubscription | null> {
  const row = await db().subscription.findUnique({
    where: { stripeSubscriptionId },
    select: { id: true },
  })
  return row && getMailSubscription(row.id)
}

async function titleOf(productIds: string[]): Promise<string> {
  const where = { in: productIds }
  const plans = await db().plan.findMany({
    where: { stripeProductId: where },
    select: { stripeProductId: true, title: true },
  })
  const products = await db().stripeProduct.findMany({
    where: { id: where },
    select: { id: true, name: true },
  })
  const titles = new Map([
    ...products.map(({ id, name }) => [id, name] as const),
    ...plans.map(({ stripeProductId, title }) => [stripeProductId ?? "", title] as const),
  ])
  const named = [...new Set(productIds.flatMap((id) => titles.get(id) || []))]
  const more = named.length - 3
  if (named.length === 0) return "your subscription"
  return more > 0 ? `${named.slice(0, 3).join(", ")} and ${more} more` : named.join(", ")
}

type ChargedRow = {
  stripeSubscriptionId: string
  status: SubscriptionStatus
  isRecurring: boolean
  cancelAt: Date | null
  planPriceId: string | null
  nextStripePriceId: string | null
  nextPriceAt: Date | null
  items: { stripePriceId: string; quantity: number; periodEndsAt: Date | null }[]
}

async function findNextCharge(row: ChargedRow): Promise<NextCharge | null> {
  const ids = [...row.items.map((item) => item.stripePriceId), row.nextStripePriceId ?? ""]
  const rows = await db().stripePrice.findMany({ where: { id: { in: ids } } })
  const prices = new Map(
    rows.map(({ id, amount, currency, ...price }) => [
      id,
      { amount, currency, period: periodOf(price) },
    ]),
  )
  const items: ChargedItem[] = row.items.map((item) => ({
    ...item,
    price: prices.get(item.stripePriceId) ?? null,
  }))
  const next = row.nextStripePriceId ? prices.get(row.nextStripePriceId) : undefined
  return nextChargeOf({
    ...row,
    items,
    change: next && row.nextPriceAt ? { price: next, at: row.nextPriceAt } : null,
    intro: await findIntro(row),
  })
}

async function findIntro({ planPriceId, stripeSubscriptionId }: ChargedRow) {
  const price = planPriceId
    ? await db().planPrice.findUnique({
        where: { id: planPriceId },
        select: { introAmount: true, introCycles: true, stripePriceId: true },
      })
    : null
  if (!price?.stripePriceId || price.introAmount === null || !price.introCycles) return null
  const charged = await db().invoice.count({
    where: {
      stripeSubscriptionId,
      status: "paid",
      amountPaid: { gt: 0 },
      billingReason: { in: ["subscription_create", "subscription_cycle"] },
    },
  })
  return {
    stripePriceId: price.stripePriceId,
    amount: price.introAmount,
    cyclesLeft: Math.max(0, price.introCycles - charged),
  }
}
