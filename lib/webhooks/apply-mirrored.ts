import { now } from "@/lib/clock"
import { settlePapers } from "@/lib/papers/settle-papers"
import { lockOrder, type PaidFor, saveRevocations } from "@/lib/purchases/store/orders"
import { converge, type HeldVersion, versionAfter } from "@/lib/stripe/converge"
import type { Versioned } from "@/lib/stripe/snapshots"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { findInvoiceSubscription } from "@/lib/subscriptions/store/invoices"
import { lockSubscription } from "@/lib/subscriptions/store/lock"
import { findSubscription } from "@/lib/subscriptions/store/subscriptions"
import type { Owner } from "@/lib/webhooks/find-owner"
import type { Handled } from "@/lib/webhooks/rules"

/** How the shop keeps its copy of one kind of Stripe object that hangs on a payment. */
export type Mirror<T> = {
  find(id: string): Promise<(HeldVersion & { status: string; amount: number }) | null>
  save(paidFor: PaidFor, versioned: Versioned<T>): Promise<void>
  fetch(id: string): Promise<Versioned<T>>
  isFinal(status: string): boolean
}

/**
 * Brings the shop's copy of an object to what Stripe says, and with it the entitlements of what was paid:
 * an order's, with its credit notes, or those of the subscription whose invoice it was.
 * `first` is the event's own snapshot; without one the object is fetched.
 * @param run runs the change in a transaction of its own
 */
export async function applyMirrored<T extends { id: string; status: string; amount: number }, R>(
  id: string,
  first: Versioned<T> | null,
  owner: Owner,
  mirror: Mirror<T>,
  run: (work: () => Promise<Handled>) => Promise<R>,
): Promise<R> {
  if (owner === "foreign") return run(async () => "ignored")
  if (owner === "missing") return run(async () => "parked")
  return converge({
    first,
    held: () => mirror.find(id),
    fetch: () => mirror.fetch(id),
    run,
    change: async (candidate): Promise<Handled> => {
      await lock(owner)
      const held = await mirror.find(id)
      if (held && mirror.isFinal(held.status)) return "stale"
      const versionAt = versionAfter(held, candidate)
      const { snapshot } = candidate
      const isSame = held?.status === snapshot.status && held.amount === snapshot.amount
      await mirror.save(owner, { snapshot, versionAt })
      await derive(owner)
      return isSame ? "stale" : "applied"
    },
  })
}

async function lock(owner: PaidFor): Promise<void> {
  if ("checkoutId" in owner) await lockOrder(owner.checkoutId)
  else await lockSubscription((await findInvoiceSubscription(owner.invoiceId)) ?? owner.invoiceId)
}

async function derive(owner: PaidFor): Promise<void> {
  if ("checkoutId" in owner) {
    await saveRevocations(owner.checkoutId, now())
    return settlePapers(owner.checkoutId)
  }
  const stripeId = await findInvoiceSubscription(owner.invoiceId)
  const subscription = stripeId ? await findSubscription(stripeId) : null
  if (subscription) await deriveEntitlements(subscription.id)
}
