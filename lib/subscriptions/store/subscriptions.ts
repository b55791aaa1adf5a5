import { db } from "@/lib/db"
import type { SubscriptionSnapshot } from "@/lib/stripe/subscription-snapshots"
import { newId } from "@/lib/tokens"

/** What of a copy decides whether, and whose, it is. */
export type HeldSubscription = {
  id: string
  customerId: string | null
  status: SubscriptionSnapshot["status"]
  stripeVersionAt: Date
}

/** The copy of a subscription, or null. */
export async function findSubscription(
  stripeSubscriptionId: string,
): Promise<HeldSubscription | null> {
  return db().subscription.findUnique({
    where: { stripeSubscriptionId },
    select: { id: true, customerId: true, status: true, stripeVersionAt: true },
  })
}

/** Whose a subscription is, by the customer's id here or at Stripe; null: nobody's whom the shop knows. */
export async function findSubscriber(
  customerId: string | null,
  stripeCustomerId: string | null,
): Promise<string | null> {
  const isId = customerId !== null && /^[0-9a-f-]{36}$/.test(customerId)
  const rows = await db().customer.findMany({
    where: {
      email: { not: null },
      OR: [
        ...(stripeCustomerId ? [{ stripeCustomerId }] : []),
        ...(isId ? [{ id: customerId }] : []),
      ],
    },
    select: { id: true, stripeCustomerId: true },
  })
  const byStripe = rows.find((row) => row.stripeCustomerId === stripeCustomerId)
  return (byStripe ?? rows[0])?.id ?? null
}

/** What a schedule will change a price to, and when. */
export type NextPrice = { stripePriceId: string; at: Date }

/** What is written beside what Stripe says. */
export type SubscriptionExtra = {
  customerId: string | null
  planPriceId: string | null
  isSelfService: boolean
}

/**
 * Writes the copy of a subscription and its items; items that it has no more are marked. Must run under
 * `lockSubscription`. Whether anything of it is another than before, and the copy's id.
 */
export async function saveSubscription(
  snapshot: SubscriptionSnapshot & { next: NextPrice | null },
  versionAt: Date,
  extra: SubscriptionExtra,
): Promise<{ id: string; isChanged: boolean }> {
  const columns = columnsOf(snapshot)
  const held = await db().subscription.findUnique({
    where: { stripeSubscriptionId: snapshot.id },
    include: { items: true },
  })
  const id = held?.id ?? newId()
  const customerId = held?.customerId ?? extra.customerId
  if (held)
    await db().subscription.update({
      where: { id },
      data: { ...columns, customerId, stripeVersionAt: versionAt },
    })
  else
    await db().subscription.create({
      data: {
        ...columns,
        ...extra,
        id,
        stripeSubscriptionId: snapshot.id,
        stripeVersionAt: versionAt,
      },
    })
  const itemsChanged = await saveItems(id, snapshot.items, held?.items ?? [], versionAt)
  const isChanged = !held || itemsChanged || differs(columns, held)
  return { id, isChanged }
}

type HeldItem = { stripeItemId: string; removedAt: Date | null } & ReturnType<typeof itemColumns>

async function saveItems(
  subscriptionId: string,
  items: SubscriptionSnapshot["items"],
  held: HeldItem[],
  versionAt: Date,
): Promise<boolean> {
  let isChanged = false
  for (const item of items) {
    const columns = itemColumns(item)
    const before = held.find((one) => one.stripeItemId === item.id)
    if (before && !before.removedAt && !differs(columns, before)) continue
    isChanged = true
    await db().subscriptionItem.upsert({
      where: { stripeItemId: item.id },
      create: { id: newId(), subscriptionId, stripeItemId: item.id, ...columns },
      update: { ...columns, removedAt: null },
    })
  }
  const kept = items.map((item) => item.id)
  const { count } = await db().subscriptionItem.updateMany({
    where: { subscriptionId, stripeItemId: { notIn: kept }, removedAt: null },
    data: { removedAt: versionAt },
  })
  return isChanged || count > 0
}

function columnsOf(snapshot: SubscriptionSnapshot & { next: NextPrice | null }) {
  return {
    stripeCustomerId: snapshot.customerId,
    status: snapshot.status,
    startedAt: snapshot.startedAt,
    trialStartsAt: snapshot.trialStartsAt,
    trialEndsAt: snapshot.trialEndsAt,
    cancelAt: snapshot.cancelAt,
    canceledAt: snapshot.canceledAt,
    endedAt: snapshot.endedAt,
    pausedAt: snapshot.pausedAt,
    pauseCollection: snapshot.pauseCollection,
    resumesAt: snapshot.resumesAt,
    latestInvoiceId: snapshot.latestInvoiceId,
    stripeScheduleId: snapshot.scheduleId,
    nextStripePriceId: snapshot.next?.stripePriceId ?? null,
    nextPriceAt: snapshot.next?.at ?? null,
  }
}

function itemColumns(item: SubscriptionSnapshot["items"][number]) {
  return {
    stripePriceId: item.price.id,
    stripeProductId: item.price.productId,
    quantity: item.quantity,
    periodStartsAt: item.periodStartsAt,
    periodEndsAt: item.periodEndsAt,
  }
}

function differs(columns: Record<string, unknown>, held: Record<string, unknown>): boolean {
  return Object.entries(columns).some(([name, value]) => plain(value) !== plain(held[name]))
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value
}
