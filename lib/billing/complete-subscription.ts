import { isSettled } from "@/lib/billing/rules"
import { findStripeProduct, getStripeInvoice, withAllItems } from "@/lib/stripe/billing"
import { findCardFingerprint } from "@/lib/stripe/cards"
import type { InvoiceSnapshot } from "@/lib/stripe/invoice-snapshots"
import { findSchedule, type ScheduleSnapshot } from "@/lib/stripe/schedules"
import type { Versioned } from "@/lib/stripe/snapshots"
import type { ProductSnapshot, SubscriptionSnapshot } from "@/lib/stripe/subscription-snapshots"
import { findInvoice } from "@/lib/subscriptions/store/invoices"
import { listKnownProducts } from "@/lib/subscriptions/store/products"
import { hasTrialUse } from "@/lib/subscriptions/store/trials"

/** A subscription with what its copy cannot do without, fetched where the shop has none of it. */
export type WholeSubscription = SubscriptionSnapshot & {
  invoice: Versioned<InvoiceSnapshot> | null
  products: Versioned<ProductSnapshot>[]
  /** Of the card that a trial began with; undefined: known, or no trial. */
  trialCard: string | null | undefined
  /** What its schedule will change its price to, and when; null: nothing. */
  next: ScheduleSnapshot["next"]
}

const begun = new Set(["trialing", "active", "past_due", "unpaid"])

/**
 * Fetches what a subscription's snapshot leaves out: items beyond the first page, products that the shop
 * has never seen, its last invoice where the shop does not know it to be settled, and the fingerprint of
 * a trial's card, and what a schedule will change. Parents may so be missing, and events late. Must not run inside a transaction.
 */
export async function completeSubscription(
  snapshot: SubscriptionSnapshot,
): Promise<WholeSubscription> {
  const whole = await withAllItems(snapshot)
  const ids = [...new Set(whole.items.map((item) => item.price.productId))]
  const known = await listKnownProducts(ids)
  const products: Versioned<ProductSnapshot>[] = []
  for (const id of ids.filter((one) => !known.has(one))) {
    const found = await findStripeProduct(id)
    if (found) products.push(found)
  }
  return {
    ...whole,
    products,
    invoice: await latestInvoice(whole),
    trialCard: await trialCard(whole),
    next: whole.scheduleId ? await nextOf(whole.scheduleId) : null,
  }
}

async function nextOf(scheduleId: string): Promise<ScheduleSnapshot["next"]> {
  const schedule = await findSchedule(scheduleId)
  return schedule?.isActive ? schedule.next : null
}

async function latestInvoice(
  snapshot: SubscriptionSnapshot,
): Promise<Versioned<InvoiceSnapshot> | null> {
  if (!snapshot.latestInvoiceId || !begun.has(snapshot.status)) return null
  const held = await findInvoice(snapshot.latestInvoiceId)
  if (held && isSettled(held.status)) return null
  return getStripeInvoice(snapshot.latestInvoiceId)
}

async function trialCard(snapshot: SubscriptionSnapshot): Promise<string | null | undefined> {
  if (snapshot.status !== "trialing" || (await hasTrialUse(snapshot.id))) return undefined
  return snapshot.paymentMethodId ? findCardFingerprint(snapshot.paymentMethodId) : null
}
