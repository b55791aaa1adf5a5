import { stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"

/** Ends a subscription at once; one that has ended already stays so. Nothing is given back by this. */
export async function cancelStripeSubscription(id: string): Promise<void> {
  try {
    await stripe().subscriptions.cancel(id, { prorate: false, invoice_now: false })
  } catch (error) {
    if (stripeFailure(error) === "not-found") return
    throw error
  }
}

/** Sets the moment at which a subscription ends, without a credit for the rest of a period. */
export async function saveCancelAt(id: string, at: Date): Promise<void> {
  await stripe().subscriptions.update(id, {
    cancel_at: Math.floor(at.getTime() / 1000),
    proration_behavior: "none",
  })
}

/** Gives back all that was paid on an invoice, once however often it is asked. */
export async function refundInvoice(
  stripeInvoiceId: string,
  reason: "duplicate" | "requested_by_customer",
): Promise<void> {
  const { data } = await stripe().invoicePayments.list({
    invoice: stripeInvoiceId,
    status: "paid",
    limit: 100,
  })
  for (const { payment } of data) {
    const intent = payment.payment_intent
    if (!intent) continue
    const paymentIntent = typeof intent === "string" ? intent : intent.id
    try {
      await stripe().refunds.create(
        { payment_intent: paymentIntent, reason },
        { idempotencyKey: `refund/${paymentIntent}` },
      )
    } catch (error) {
      if (!isRefunded(error)) throw error
    }
  }
}

function isRefunded(error: unknown): boolean {
  const code = typeof error === "object" && error !== null ? Reflect.get(error, "code") : null
  return code === "charge_already_refunded"
}
