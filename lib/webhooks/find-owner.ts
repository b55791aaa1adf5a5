import { mirrorInvoice } from "@/lib/billing/mirror-invoice"
import { saveInvoicePayment } from "@/lib/billing/store/payments"
import { findCheckout } from "@/lib/checkout/store/checkouts"
import { findCheckoutIdByPaymentIntent, savePaymentIntent } from "@/lib/checkout/store/settlement"
import { transaction } from "@/lib/db"
import type { PaidFor } from "@/lib/purchases/store/orders"
import { getShopId } from "@/lib/shop/store"
import { findInvoiceOfPayment } from "@/lib/stripe/billing"
import { findPaymentIntent } from "@/lib/stripe/objects"
import { findInvoice, findInvoiceIdByPaymentIntent } from "@/lib/subscriptions/store/invoices"

/** Whose a payment is: an order's or an invoice's; nobody's here; or ours, but its order is not here yet. */
export type Owner = PaidFor | "foreign" | "missing"

/**
 * Finds what a payment intent pays: by the shop's own rows, else by the metadata that the shop gave the
 * intent, else by the invoice that it settles, for which Stripe is asked. Must not run inside a transaction.
 */
export async function findOwner(paymentIntentId: string | null): Promise<Owner> {
  if (!paymentIntentId) return "foreign"
  const known = await findCheckoutIdByPaymentIntent(paymentIntentId)
  if (known) return { checkoutId: known }
  const invoiceId = await findInvoiceIdByPaymentIntent(paymentIntentId)
  if (invoiceId) return { invoiceId }
  const intent = await findPaymentIntent(paymentIntentId)
  if (!intent) return "foreign"
  const { checkout: checkoutId, kiosk } = intent.metadata
  if (!checkoutId) return findInvoiceOwner(paymentIntentId)
  if (kiosk !== (await getShopId())) return "foreign"
  if (!(await findCheckout(checkoutId))) return "missing"
  await savePaymentIntent(checkoutId, paymentIntentId)
  return { checkoutId }
}

// Intents of invoices are made by Stripe and carry no metadata of ours.
async function findInvoiceOwner(paymentIntentId: string): Promise<Owner> {
  const stripeInvoiceId = await findInvoiceOfPayment(paymentIntentId)
  if (!stripeInvoiceId) return "foreign"
  // Written with what settled it, unless it is another site's.
  if (!(await findInvoice(stripeInvoiceId))) await mirrorInvoice(stripeInvoiceId, null, transaction)
  const invoice = await findInvoice(stripeInvoiceId)
  if (!invoice) return "foreign"
  await saveInvoicePayment(invoice.id, paymentIntentId)
  return { invoiceId: invoice.id }
}
