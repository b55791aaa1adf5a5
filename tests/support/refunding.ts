import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import { refundPayment } from "@/lib/refunds/refund-payment"
import type { RefundChoice } from "@/lib/refunds/rules"
import { buyHeld } from "@/tests/support/bought"
import type { TestSandbox } from "@/tests/support/sandbox"
import { callStripe, deliver } from "@/tests/support/stripe-events"

/** A click of an administrator's on Refund, for an order. */
export function refundOrder(
  checkoutId: string,
  choice: RefundChoice = { what: "full" },
  attempt: string = randomUUID(),
) {
  const by = { reason: "They asked for it", actor: "admin@kiosk.test" }
  return refundPayment({ paidFor: { checkoutId }, choice, attempt, ...by })
}

/** An order that was paid for 19.99 USD and is known to be; webhooks are held. */
export async function paidOrder(sandbox: TestSandbox) {
  const bought = await buyHeld({ sandbox })
  await deliver(bought.paid)
  const purchase = await db().purchase.findFirstOrThrow({
    where: { line: { checkoutId: bought.checkoutId } },
  })
  return { ...bought, purchaseId: purchase.id, lineId: purchase.lineId }
}

/** The amounts of a payment's refunds at Stripe, in minor units, the smallest first. */
export async function refundsAt(sandboxUrl: string, intent: string): Promise<number[]> {
  const answer = await fetch(`${sandboxUrl}/v1/refunds?payment_intent=${intent}`, {
    headers: { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY ?? ""}` },
  })
  const { data }: { data: { amount: number }[] } = await answer.json()
  return data.map(({ amount }) => amount).toSorted((a, b) => a - b)
}

/** Refunds at Stripe's own page, unknown to the shop. */
export async function refundElsewhere(sandboxUrl: string, intent: string, amount: number) {
  await callStripe(sandboxUrl, "refunds", { payment_intent: intent, amount: String(amount) })
}
