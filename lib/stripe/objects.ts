import { answeredAt, stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"
import {
  type CustomerSnapshot,
  type DisputeSnapshot,
  type PaymentIntentSnapshot,
  type RefundSnapshot,
  readCustomer,
  readDispute,
  readPaymentIntent,
  readRefund,
  readSession,
  type SessionSnapshot,
  type Versioned,
} from "@/lib/stripe/snapshots"

/** A Checkout session as it is now, with its payment's state. Null when Stripe has none of that id. */
export async function findSession(sessionId: string): Promise<SessionSnapshot | null> {
  return orNull(async () =>
    readSession(
      await stripe().checkout.sessions.retrieve(sessionId, { expand: ["payment_intent"] }),
    ),
  )
}

/** A payment intent as it is now, or null. */
export async function findPaymentIntent(intentId: string): Promise<PaymentIntentSnapshot | null> {
  return orNull(async () => readPaymentIntent(await stripe().paymentIntents.retrieve(intentId)))
}

/** A refund as it is now, with the version of the answer. */
export async function getRefund(refundId: string): Promise<Versioned<RefundSnapshot>> {
  const answer = await stripe().refunds.retrieve(refundId)
  return { snapshot: readRefund(answer), versionAt: answeredAt(answer) }
}

/** A dispute as it is now, with the version of the answer. */
export async function getDispute(disputeId: string): Promise<Versioned<DisputeSnapshot>> {
  const answer = await stripe().disputes.retrieve(disputeId)
  return { snapshot: readDispute(answer), versionAt: answeredAt(answer) }
}

/** A customer as Stripe has it now, with the version of the answer. */
export async function getStripeCustomer(customerId: string): Promise<Versioned<CustomerSnapshot>> {
  const answer = await stripe().customers.retrieve(customerId)
  return { snapshot: readCustomer(answer), versionAt: answeredAt(answer) }
}

/**
 * Deletes a customer at Stripe, with their cards; payments and their records stay there. One that
 * Stripe no longer has is deleted already. (https://docs.stripe.com/api/customers/delete)
 */
export async function deleteStripeCustomer(customerId: string): Promise<void> {
  await orNull(() => stripe().customers.del(customerId))
}

/** All Checkout sessions made since `since`, page after page, newest first. */
export async function* listSessionsSince(since: Date): AsyncGenerator<SessionSnapshot> {
  const created = { gte: toSeconds(since) }
  const pages = stripe().checkout.sessions.list({
    created,
    limit: 100,
    expand: ["data.payment_intent"],
  })
  for await (const session of pages) if (session.mode !== "setup") yield readSession(session)
}

/** All refunds made since `since`, newest first. */
export async function* listRefundsSince(since: Date): AsyncGenerator<RefundSnapshot> {
  const pages = stripe().refunds.list({ created: { gte: toSeconds(since) }, limit: 100 })
  for await (const refund of pages) yield readRefund(refund)
}

/** All disputes made since `since`, newest first. */
export async function* listDisputesSince(since: Date): AsyncGenerator<DisputeSnapshot> {
  const pages = stripe().disputes.list({ created: { gte: toSeconds(since) }, limit: 100 })
  for await (const dispute of pages) yield readDispute(dispute)
}

/** The events of these types since `since`, as Stripe kept them (30 days), oldest first. */
export async function listEventsSince(since: Date, types: string[]): Promise<unknown[]> {
  const events: unknown[] = []
  // Stripe takes at most 20 types in one call.
  for (let at = 0; at < types.length; at += 20) {
    const pages = stripe().events.list({
      created: { gte: toSeconds(since) },
      types: types.slice(at, at + 20),
      limit: 100,
    })
    for await (const event of pages) events.push(event)
  }
  return events.reverse()
}

async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (stripeFailure(error) === "not-found") return null
    throw error
  }
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
