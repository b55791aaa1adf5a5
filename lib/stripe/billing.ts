import { answeredAt, stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"
import { type InvoiceSnapshot, readInvoice } from "@/lib/stripe/invoice-snapshots"
import type { Versioned } from "@/lib/stripe/snapshots"
import {
  type ProductSnapshot,
  readItem,
  readProduct,
  readSubscription,
  type SubscriptionSnapshot,
} from "@/lib/stripe/subscription-snapshots"

/** A subscription as it is now, with all its items however many, and the version of the answer. */
export async function getStripeSubscription(id: string): Promise<Versioned<SubscriptionSnapshot>> {
  const answer = await stripe().subscriptions.retrieve(id)
  const snapshot = await withAllItems(readSubscription(answer))
  return { snapshot, versionAt: answeredAt(answer) }
}

/** The snapshot with the items that its object had no room for (https://docs.stripe.com/api/pagination). */
export async function withAllItems(snapshot: SubscriptionSnapshot): Promise<SubscriptionSnapshot> {
  if (!snapshot.hasMoreItems) return snapshot
  const items: SubscriptionSnapshot["items"] = []
  for await (const item of stripe().subscriptionItems.list({
    subscription: snapshot.id,
    limit: 100,
  }))
    items.push(readItem(item))
  return { ...snapshot, items, hasMoreItems: false }
}

/** An invoice as it is now, with all its lines and what settled it, and the version of the answer. */
export async function getStripeInvoice(id: string): Promise<Versioned<InvoiceSnapshot>> {
  const answer = await stripe().invoices.retrieve(id, { expand: ["payments"] })
  const snapshot = readInvoice(answer)
  if (!snapshot.hasMoreLines) return { snapshot, versionAt: answeredAt(answer) }
  const lines: unknown[] = []
  for await (const line of stripe().invoices.listLineItems(id, { limit: 100 })) lines.push(line)
  const whole = readInvoice({ ...answer, lines: { data: lines } })
  return { snapshot: whole, versionAt: answeredAt(answer) }
}

/** A product as it is now, with the version of the answer; null: Stripe has none of that id. */
export async function findStripeProduct(id: string): Promise<Versioned<ProductSnapshot> | null> {
  try {
    const answer = await stripe().products.retrieve(id)
    if (answer.deleted) return null
    return { snapshot: readProduct(answer), versionAt: answeredAt(answer) }
  } catch (error) {
    if (stripeFailure(error) === "not-found") return null
    throw error
  }
}

/** The invoice that a payment intent settles, by its id; null: none. */
export async function findInvoiceOfPayment(paymentIntentId: string): Promise<string | null> {
  const { data } = await stripe().invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: paymentIntentId },
    limit: 1,
  })
  const invoice = data[0]?.invoice
  if (!invoice) return null
  return typeof invoice === "string" ? invoice : invoice.id
}

/** All subscriptions at Stripe, ended ones too, page after page. */
export async function* listStripeSubscriptions(): AsyncGenerator<{ id: string }> {
  for await (const { id } of stripe().subscriptions.list({ status: "all", limit: 100 }))
    yield { id }
}

/** The ids of all invoices made since `since`, newest first. */
export async function* listInvoicesSince(since: Date): AsyncGenerator<{ id: string }> {
  const created = { gte: Math.floor(since.getTime() / 1000) }
  for await (const { id } of stripe().invoices.list({ created, limit: 100 })) if (id) yield { id }
}
