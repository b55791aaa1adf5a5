import { db } from "@/lib/db"
import { pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { begin, type Selling } from "@/tests/support/selling"
import { callStripe, eventOf, type StripeEventBody } from "@/tests/support/stripe-events"

type Bought = { checkoutId: string; intent: string; paid: StripeEventBody }

/** Buys a new product with webhooks held: its order, its payment intent, and the event that tells of it. */
export async function buyHeld({ sandbox }: Pick<Selling, "sandbox">): Promise<Bought> {
  await sandbox.control("deliveries", { mode: "hold" })
  const { url, checkoutId } = await begin(await makeProduct())
  await pay(url)
  const paid = await eventOf(sandbox.url, "checkout.session.completed")
  return { checkoutId, paid, intent: String(paid.data.object.payment_intent) }
}

/** Why the first entitlement is closed; null: it is open. */
export async function revokedReason(): Promise<string | null> {
  return (await db().entitlement.findFirstOrThrow()).revokedReason
}

/** Refunds a payment at the sandbox; the event that tells of it. */
export async function refundAt(
  sandboxUrl: string,
  intent: string,
  amount?: number,
): Promise<StripeEventBody> {
  await callStripe(sandboxUrl, "refunds", {
    payment_intent: intent,
    ...(amount ? { amount: String(amount) } : {}),
  })
  return eventOf(sandboxUrl, "refund.created")
}
