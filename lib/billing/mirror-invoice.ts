import { isSettled, type Mirrored, type Run } from "@/lib/billing/rules"
import { findSubscriberAddress } from "@/lib/billing/store/subscribers"
import { tellInvoice } from "@/lib/billing/tell-invoice"
import { getShopId } from "@/lib/shop/store"
import { getStripeInvoice } from "@/lib/stripe/billing"
import { type Candidate, converge, versionAfter } from "@/lib/stripe/converge"
import type { InvoiceSnapshot } from "@/lib/stripe/invoice-snapshots"
import type { Versioned } from "@/lib/stripe/snapshots"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { findInvoice, saveInvoice } from "@/lib/subscriptions/store/invoices"
import { lockSubscription } from "@/lib/subscriptions/store/lock"
import { findSubscription } from "@/lib/subscriptions/store/subscriptions"

/**
 * Brings the shop's copy of a subscription's invoice to what Stripe says, and what the subscription
 * opens with it, in one transaction. A paid one is a payment and has one receipt, however often it is
 * told; a failed charge has one mail for each try. The subscription's own copy may be missing: it is
 * told later. Invoices of no subscription are not this shop's business.
 */
export async function mirrorInvoice<R>(
  id: string,
  first: Versioned<InvoiceSnapshot> | null,
  run: Run<R>,
): Promise<R> {
  if (first && !(await isOurs(first.snapshot))) return run(async () => "ignored")
  const whole = first?.snapshot.hasMoreLines ? null : first
  return converge({
    first: whole,
    held: () => findInvoice(id),
    fetch: () => getStripeInvoice(id),
    run,
    change,
  })
}

async function change(candidate: Candidate<InvoiceSnapshot>): Promise<Mirrored> {
  const { snapshot } = candidate
  const { subscriptionId } = snapshot
  if (!subscriptionId || !(await isOurs(snapshot))) return "ignored"
  await lockSubscription(subscriptionId)
  const held = await findInvoice(snapshot.id)
  if (held && isSettled(held.status) && held.status !== snapshot.status) return "stale"
  const versionAt = versionAfter(held, candidate)
  const { id, isChanged } = await saveInvoice(snapshot, versionAt)
  const subscription = await findSubscription(subscriptionId)
  if (!subscription) return isChanged ? "applied" : "stale"
  const isDerived = await deriveEntitlements(subscription.id)
  const subscriber = await findSubscriberAddress(subscription.id)
  if (subscriber) await tellInvoice(id, snapshot, subscriber.email)
  return isChanged || isDerived ? "applied" : "stale"
}

async function isOurs(snapshot: InvoiceSnapshot): Promise<boolean> {
  if (!snapshot.subscriptionId) return false
  if (snapshot.shopId) return snapshot.shopId === (await getShopId())
  return (await findSubscription(snapshot.subscriptionId)) !== null
}
