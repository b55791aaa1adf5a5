import { completeSubscription, type WholeSubscription } from "@/lib/billing/complete-subscription"
import { refuseSurplus } from "@/lib/billing/refuse-surplus"
import { refuseUsedTrial } from "@/lib/billing/refuse-used-trial"
import { isOver, type Mirrored, type Run } from "@/lib/billing/rules"
import { findPlanOrigin } from "@/lib/billing/store/plan-checkouts"
import { tellSubscriber } from "@/lib/billing/tell-subscriber"
import { enqueue } from "@/lib/queue"
import { getShopId } from "@/lib/shop/store"
import { getStripeSubscription } from "@/lib/stripe/billing"
import { type Candidate, converge, versionAfter } from "@/lib/stripe/converge"
import type { Versioned } from "@/lib/stripe/snapshots"
import type { SubscriptionSnapshot } from "@/lib/stripe/subscription-snapshots"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { findInvoice, saveInvoice } from "@/lib/subscriptions/store/invoices"
import { lockSubscription } from "@/lib/subscriptions/store/lock"
import { listKnownProducts, savePrices, saveProduct } from "@/lib/subscriptions/store/products"
import {
  findSubscriber,
  findSubscription,
  type HeldSubscription,
  saveSubscription,
} from "@/lib/subscriptions/store/subscriptions"

/**
 * Brings the shop's copy of a subscription to what Stripe says, and what it opens with it, in one
 * transaction: the same whether an event told it (`first`), an answer, or the reconciler. A cancelled
 * one is never changed again. A second one of a family, and a trial that was used up, are refused.
 * Safe to run any number of times, in any order.
 * @param run runs the change in a transaction of its own
 */
export async function mirrorSubscription<R>(
  id: string,
  first: Versioned<SubscriptionSnapshot> | null,
  run: Run<R>,
): Promise<R> {
  if (first && !(await mayBeOurs(first.snapshot))) return run(async () => "ignored")
  const complete = async (versioned: Versioned<SubscriptionSnapshot>) => ({
    ...versioned,
    snapshot: await completeSubscription(versioned.snapshot),
  })
  return converge({
    first: first && (await complete(first)),
    held: () => findSubscription(id),
    fetch: async () => complete(await getStripeSubscription(id)),
    run,
    change,
  })
}

async function change(candidate: Candidate<WholeSubscription>): Promise<Mirrored> {
  const { snapshot } = candidate
  await lockSubscription(snapshot.id)
  const held = await findSubscription(snapshot.id)
  if (held && isOver(held.status)) return "stale"
  if (!held && !(await mayBeOurs(snapshot))) return "ignored"
  const versionAt = versionAfter(held, candidate)
  const saved = await save(snapshot, versionAt)
  await refuseUsedTrial(saved.id, snapshot.trialCard)
  await refuseSurplus(saved.id)
  const isDerived = await deriveEntitlements(saved.id)
  await tellSubscriber(saved.id)
  if (!held) await enqueue("limit-subscription", { subscriptionId: saved.id })
  return saved.isChanged || isDerived ? "applied" : "stale"
}

async function save(snapshot: WholeSubscription, versionAt: Date) {
  for (const product of snapshot.products) await saveProduct(product)
  await savePrices(
    snapshot.items.map((item) => item.price),
    versionAt,
  )
  if (snapshot.invoice) await saveNewer(snapshot.invoice)
  const origin = await findPlanOrigin(snapshot.metadata.plan_checkout ?? null)
  const owner = origin?.customerId ?? snapshot.metadata.customer ?? null
  return saveSubscription(snapshot, versionAt, {
    customerId: await findSubscriber(owner, snapshot.customerId),
    planPriceId: origin?.planPriceId ?? null,
    isSelfService: origin !== null,
  })
}

async function saveNewer({
  snapshot,
  versionAt,
}: NonNullable<WholeSubscription["invoice"]>): Promise<void> {
  const held = await findInvoice(snapshot.id)
  if (held && held.stripeVersionAt > versionAt) return
  await saveInvoice(snapshot, versionAt)
}

/**
 * Whether a subscription is this shop's: begun here, known already, or of a product that the shop has a
 * copy of, for a customer whom it knows. One account may serve several sites.
 */
async function mayBeOurs(snapshot: SubscriptionSnapshot): Promise<boolean> {
  const { kiosk } = snapshot.metadata
  if (kiosk) return kiosk === (await getShopId())
  const held: HeldSubscription | null = await findSubscription(snapshot.id)
  if (held) return true
  const known = await listKnownProducts(snapshot.items.map((item) => item.price.productId))
  return known.size > 0 && (await findSubscriber(null, snapshot.customerId)) !== null
}
