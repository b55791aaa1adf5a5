import { stripe } from "@/lib/stripe/client"

/**
 * Charges an open invoice now, while its customer is there. Throws the SDK's errors; `chargeFailure`
 * tells why it was not charged. Once for each key.
 * @param cardId null: whatever it would be charged to by itself
 */
export async function payStripeInvoice(
  stripeInvoiceId: string,
  cardId: string | null,
  idempotencyKey: string,
): Promise<void> {
  await stripe().invoices.pay(
    stripeInvoiceId,
    { off_session: false, ...(cardId ? { payment_method: cardId } : {}) },
    { idempotencyKey },
  )
}

/**
 * Has Stripe try an open invoice by itself, or not any more: the customer may still pay it.
 * Source: https://docs.stripe.com/api/invoices/update#update_invoice-auto_advance
 */
export async function saveInvoiceRetries(
  stripeInvoiceId: string,
  isRetried: boolean,
): Promise<void> {
  await stripe().invoices.update(stripeInvoiceId, { auto_advance: isRetried })
}
