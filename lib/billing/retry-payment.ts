import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { mirrorInvoice } from "@/lib/billing/mirror-invoice"
import { type DueInvoice, listDueInvoices } from "@/lib/billing/store/due-invoices"
import { writeThrough } from "@/lib/billing/write-through"
import { transaction } from "@/lib/db"
import { chargeFailure } from "@/lib/stripe/failures"
import { payStripeInvoice } from "@/lib/stripe/pay-invoice"

export type RetriedPayment =
  /** Nothing is owed. */
  | { outcome: "nothing-due" }
  | { outcome: "paid" }
  | { outcome: "declined" }
  /** The bank asks its customer to confirm, on the invoice's own page. */
  | { outcome: "confirm"; url: string | null }

/**
 * Charges at once what a customer owes for subscriptions, the oldest first, and tells how it ended; a
 * charge that fails is the last that is tried. One click is one try for each invoice.
 * @param options.cardId the card to charge; null: what Stripe would charge by itself
 * @param options.subscriptionId of one subscription alone; null: of all
 */
export async function retryPayment(
  customerId: string,
  options: { cardId: string | null; subscriptionId: string | null },
): Promise<RetriedPayment | Unavailable> {
  const due = await listDueInvoices(customerId, options.subscriptionId)
  return askStripe({ customer: customerId }, async () => {
    for (const invoice of due) {
      const failure = await pay(invoice, options.cardId)
      await mirrorInvoice(invoice.stripeInvoiceId, null, (work) => transaction(work))
      await writeThrough(invoice.stripeSubscriptionId)
      if (failure === "confirm") return { outcome: "confirm", url: invoice.hostedUrl }
      if (failure) return { outcome: failure }
    }
    return { outcome: due.length > 0 ? "paid" : "nothing-due" }
  })
}

async function pay(
  { stripeInvoiceId, attemptCount }: DueInvoice,
  cardId: string | null,
): Promise<"declined" | "confirm" | null> {
  try {
    const key = `pay/${stripeInvoiceId}/${cardId ?? "default"}/${attemptCount}`
    await payStripeInvoice(stripeInvoiceId, cardId, key)
    return null
  } catch (error) {
    if (isPaid(error)) return null
    const failure = chargeFailure(error)
    if (!failure) throw error
    return failure
  }
}

// Stripe's own retry, or another tab, was faster.
function isPaid(error: unknown): boolean {
  const code = typeof error === "object" && error !== null ? Reflect.get(error, "code") : null
  return code === "invoice_already_paid"
}
